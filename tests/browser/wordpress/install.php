<?php
// Installs WordPress into an empty database. The plugin is installed by run.php, as its users do it: from the zip.

define( 'WP_INSTALLING', true );

// There is nobody to write to.
function wp_new_blog_notification() {}

require getenv( 'TEST_WORDPRESS' ) . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/upgrade.php';

wp_install( 'A site', 'admin', 'admin@site.invalid', true, '', 'admin' );
wp_insert_user(
	array(
		'user_login' => 'author',
		'user_pass'  => 'author',
		'user_email' => 'author@site.invalid',
		'role'       => 'author',
	)
);
// Pictures of people come from elsewhere.
update_option( 'show_avatars', 0 );
foreach ( get_users() as $user ) {
	// The editor greets nobody.
	$preferences = array(
		'core/edit-post' => array(
			'welcomeGuide'   => false,
			'fullscreenMode' => false,
		),
		'_modified'      => gmdate( 'c' ),
	);
	update_user_meta( $user->ID, $GLOBALS['wpdb']->get_blog_prefix() . 'persisted_preferences', $preferences );
}
