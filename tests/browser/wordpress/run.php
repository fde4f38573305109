<?php
// Runs what a test asks for inside of WordPress: PHP that returns something, with what is given to it. The answer is JSON.

require getenv( 'TEST_WORDPRESS' ) . '/wp-load.php';

$asked = json_decode( stream_get_contents( STDIN ), true );
$given = $asked['given'];
echo "\n", wp_json_encode( eval( $asked['code'] ) );
