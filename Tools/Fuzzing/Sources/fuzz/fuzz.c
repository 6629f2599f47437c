#include <stddef.h>
#include <stdint.h>

int facies_fuzz_one(const uint8_t *bytes, size_t count);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count) {
  return facies_fuzz_one(bytes, count);
}
