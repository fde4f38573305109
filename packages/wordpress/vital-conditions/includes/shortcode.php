<?php
/**
 * The shortcode, such as `[vital-conditions topic="voting" layout="cards"]`, for the classic editor and for texts outside of posts.
 *
 * @package VitalConditions
 */

namespace VitalConditions;

defined( 'ABSPATH' ) || exit;

add_shortcode(
	'vital-conditions',
	function ( $attributes ) {
		return topic( is_array( $attributes ) ? $attributes : array() );
	}
);
