// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/result.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

// Of OpenSSL.
struct evp_md_ctx_st;

namespace bundle {

// SHA-256 of what comes piece by piece.
class RunningHash
{
public:
    RunningHash();
    void add(std::string_view bytes);
    std::string take(); // lower-case hex; then it begins anew

private:
    struct Freeing
    {
        void operator()(evp_md_ctx_st* context) const;
    };
    std::unique_ptr<evp_md_ctx_st, Freeing> m_context;
};

struct HashedFile
{
    std::int64_t size = 0;
    std::string sha256;
};
// Refused when it cannot be read, and when `goesOn`, which may be empty, says false.
telemetry::Result<HashedFile> hashFile(const std::string& path,
                                       const std::function<bool()>& goesOn = {});

} // namespace bundle
