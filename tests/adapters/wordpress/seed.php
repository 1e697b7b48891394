<?php // php seed.php ROOT: installs WordPress and makes posts 1001 to 1040, without comments
[, $root] = $argv;
$_SERVER['HTTP_HOST'] = 'localhost';
$_SERVER['REMOTE_ADDR'] = '127.0.0.1';
define('WP_INSTALLING', true);
require "$root/wp-load.php";
require_once ABSPATH . 'wp-admin/includes/upgrade.php';
add_filter('pre_wp_mail', '__return_true');
wp_install('Kit', 'kit', 'kit@example.org', true, '', 'kit');
$options = ['comment_previously_approved', 'comment_moderation', 'comments_notify', 'moderation_notify'];
foreach ($options as $name) update_option($name, 0);
update_option('permalink_structure', '/%postname%/');
foreach (range(1001, 1040) as $id) {
    wp_insert_post([
        'import_id' => $id, 'post_title' => "Kit $id", 'post_content' => 'Kit', 'post_status' => 'publish',
        'comment_status' => $id === 1040 ? 'closed' : 'open',
    ]);
}
