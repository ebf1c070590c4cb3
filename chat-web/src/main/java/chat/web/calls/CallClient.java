package chat.web.calls;

import chat.web.programs.Program;

/** Makes the HTTP requests of calls. */
interface CallClient {
  /**
   * Makes one request.
   *
   * @return the body of the answer
   * @throws CallFailedException when there is no answer with a status of success, in time and
   *     within the limit
   */
  byte[] post(Program.Callback callback, byte[] body) throws CallFailedException;
}
