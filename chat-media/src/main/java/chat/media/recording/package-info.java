/**
 * Rewrites sound and films without their metadata, box by box; the coded samples stay as they are.
 */
package chat.media.recording;
