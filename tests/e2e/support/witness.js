// Stands first in the partner's pages where the console cannot be read from outside, which is everywhere but in
// Chromium: remembers what is complained of.

window.complaints = [];
{
  const note = (level, parts) => window.complaints.push(`${level} ${parts.map(String).join(" ")}`);
  for (const [method, level] of [["error", "SEVERE"], ["warn", "WARNING"]]) {
    const said = console[method];
    console[method] = (...parts) => {
      note(level, parts);
      said.apply(console, parts);
    };
  }
  addEventListener("error", ({ message, filename }) => note("SEVERE", [filename, message]));
  addEventListener("unhandledrejection", ({ reason }) => note("SEVERE", ["unhandled:", reason]));
}
