// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tests/models/store/storefixture.h"

#include <QTest>

#include <cstdint>
#include <memory>
#include <utility>

// What tests of a recording that keeps only so much share.
namespace storetest {

inline constexpr std::int64_t kRowsInStep = 400; // of one step of retention

inline std::unique_ptr<store::Writer> ring(const Recording& recording, const store::Keep& keep)
{
    auto writer = store::Writer::open(recording.path(), keep);
    if (!writer)
        qFatal("%s", writer.error().message.c_str());
    return std::move(*writer);
}

// To the end of what is to go.
inline void pruneAll(store::Writer& writer, std::int64_t second)
{
    for (int i = 0; i < 10'000; ++i) {
        const auto isMore = writer.prune(at(second), kRowsInStep);
        QVERIFY(isMore);
        if (!*isMore)
            return;
    }
    QFAIL("there is always more to remove");
}

} // namespace storetest
