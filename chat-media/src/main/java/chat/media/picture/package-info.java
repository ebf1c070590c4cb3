/** Rewrites pictures without their metadata, chunk by chunk; decodes, scales and encodes them. */
package chat.media.picture;
