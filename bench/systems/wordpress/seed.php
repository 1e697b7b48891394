<?php // php seed.php ROOT FILE: installs WordPress and writes the threads of FILE
[, $root, $file] = $argv;
$seed = json_decode(file_get_contents($file), true);
$_SERVER['HTTP_HOST'] = preg_replace('#^https?://#', '', $seed['origin']);
$_SERVER['REMOTE_ADDR'] = '127.0.0.1';
define('WP_INSTALLING', true);
require "$root/wp-load.php";
require_once ABSPATH . 'wp-admin/includes/upgrade.php';
add_filter('pre_wp_mail', '__return_true');
wp_install('Bench', 'bench', 'bench@example.org', true, '', 'bench');
$options = ['comment_previously_approved', 'comment_moderation', 'comments_notify', 'moderation_notify'];
foreach ($options as $name) update_option($name, 0);
update_option('permalink_structure', '');
switch_theme('twentytwentyone');
foreach ($seed['threads'] as $size => $thread) {
    $post = wp_insert_post([
        'import_id' => 100000 + $size, 'post_title' => 'Bench', 'post_content' => $seed['article'],
        'post_status' => 'publish', 'comment_status' => 'open',
    ]);
    $ids = [];
    foreach ($thread as $comment) {
        $ids[$comment['index']] = wp_insert_comment([
            'comment_post_ID' => $post, 'comment_author' => $comment['name'], 'comment_author_email' => $comment['email'],
            'comment_content' => $comment['text'], 'comment_parent' => $ids[$comment['parent'] ?? -1] ?? 0, 'comment_approved' => 1,
        ]);
    }
}
