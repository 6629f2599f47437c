#ifndef FACIES_CCRYPTO_SHIM_H
#define FACIES_CCRYPTO_SHIM_H

#include <openssl/evp.h>

#endif
