// Types alone: importing this loads nothing.
export {};
