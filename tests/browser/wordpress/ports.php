<?php
// The publisher of the tests listens on a free port, and WordPress asks only well-known ones of itself.
add_filter(
	'http_allowed_safe_ports',
	function ( $ports ) {
		return array_merge( $ports, array( (int) getenv( 'TEST_PUBLISHER_PORT' ) ) );
	}
);
