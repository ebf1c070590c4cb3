package chat.core.cluster;

import java.util.List;

/** The keys of all servers. The first server makes each, also of two that start at once. */
public interface SecretStore {
  /**
   * The keys that sign cookies, as texts, the newest first.
   *
   * @param candidate becomes the key when there is none
   */
  List<String> cookieKeys(String candidate);

  /**
   * The owner's key.
   *
   * @param candidate becomes the key when there is none
   */
  OwnerKey ownerKey(String candidate);

  /**
   * The owner's key.
   *
   * @param key the text by which the owner signs in
   * @param isNew whether the candidate has become the key
   */
  record OwnerKey(String key, boolean isNew) {
    /** Without the key, because what is printed ends in logs. */
    @Override
    public String toString() {
      return "OwnerKey[isNew=" + isNew + "]";
    }
  }
}
