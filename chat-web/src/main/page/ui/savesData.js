/** Whether the reader's browser is set to save data. */
export const savesData = () => /** @type {any} */ (navigator).connection?.saveData === true;
