#include <curl/curl.h>

// libcurl's setters and getters take "...", which Swift cannot call: one face for each type of value.

static inline CURLcode koe_curl_set_number(CURL *curl, CURLoption option, long value) {
    return curl_easy_setopt(curl, option, value);
}

static inline CURLcode koe_curl_set_text(CURL *curl, CURLoption option, const char *value) {
    return curl_easy_setopt(curl, option, value);
}

static inline CURLcode koe_curl_set_pointer(CURL *curl, CURLoption option, void *value) {
    return curl_easy_setopt(curl, option, value);
}

static inline CURLcode koe_curl_set_transfer(
    CURL *curl, CURLoption option, curl_write_callback value) {
    return curl_easy_setopt(curl, option, value);
}

static inline CURLcode koe_curl_set_progress(
    CURL *curl, CURLoption option, curl_xferinfo_callback value) {
    return curl_easy_setopt(curl, option, value);
}

static inline CURLcode koe_curl_get_number(CURL *curl, CURLINFO what, long *value) {
    return curl_easy_getinfo(curl, what, value);
}

static inline CURLcode koe_curl_get_offset(CURL *curl, CURLINFO what, curl_off_t *value) {
    return curl_easy_getinfo(curl, what, value);
}
