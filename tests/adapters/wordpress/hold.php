<?php // a moderator's rule for the tests: what asks to wait, waits
add_filter('pre_comment_approved', fn ($approved, $comment) => str_contains($comment['comment_content'], 'Chờ duyệt') ? 0 : $approved, 10, 2);
