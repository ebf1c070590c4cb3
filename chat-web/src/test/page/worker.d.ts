/** Put before worker.js by the server: the address of this version's files, and their names. */
declare const BASE: string;
declare const FILES: string[];
