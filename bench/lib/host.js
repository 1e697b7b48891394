// The page of a partner, the same for every system.

const HEADLINE = "Hội nghị sơ kết nửa nhiệm kỳ thực hiện Nghị quyết Đại hội XI Đảng bộ tỉnh";

/** A whole page. @param {{ head?: string, body: string }} parts */
export const hostPage = ({ head = "", body }) => `<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${HEADLINE}</title>
<link rel="icon" href="data:,">
<style>
body { font: 18px/1.6 Georgia, serif; margin: 0; color: #222 }
main { max-width: 42rem; margin: 0 auto; padding: 1rem }
img { max-width: 100%; height: auto }
#comments { margin-top: 3rem; min-height: 20rem }
</style>
${head}
</head>
<body>
<main>
${body}
</main>
</body>
</html>
`;
