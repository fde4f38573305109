<?php
/**
 * Takes away what the plugin has kept, on every site of a network.
 *
 * @package VitalConditions
 */

defined( 'WP_UNINSTALL_PLUGIN' ) || exit;

$vital_conditions_forget = function () {
	delete_option( 'vital_conditions' );
	delete_transient( 'vital_conditions_known' );
};

if ( is_multisite() ) {
	$vital_conditions_sites = get_sites(
		array(
			'fields' => 'ids',
			'number' => 0,
		)
	);
	foreach ( $vital_conditions_sites as $vital_conditions_site ) {
		switch_to_blog( $vital_conditions_site );
		$vital_conditions_forget();
		restore_current_blog();
	}
} else {
	$vital_conditions_forget();
}
