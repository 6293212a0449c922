// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/query.h"
#include "models/store/readerprivate.h"
#include "models/store/sqlite.h"
#include "models/telemetry/signal.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace store {

// Event seconds [first, last) as known at a time.
struct Window
{
    std::int64_t first = 0;
    std::int64_t last = 0;
    telemetry::Timestamp known;
};
// Seconds that the view has a part of are in it as a whole: what is newest must not stay out of
// sight, and what was known keeps out what came later.
Window windowOf(const View& view);

// Reads the rollups of signals, one after another, inside the caller's transaction. Kept by the
// reader, see Private::rollups(). What a window covers of whole hours and minutes comes from their
// rows; its edges, and what was recorded in the hour or minute that was not over yet at the cursor,
// from finer ones: the same sum whatever the width, and few rows. Retention takes the finer rows of
// a coarser one out all together and leaves that for longer: where they are gone it stands for
// them, in the window in which it begins. Errors are noted in the reader.
class RollupScan
{
public:
    enum class Width : std::uint8_t
    {
        Second,
        Minute,
        Hour,
    };
    // Gets the first event second of a row's bucket.
    using Visit = std::function<void(std::int64_t, const telemetry::Rollup&)>;

    explicit RollupScan(Reader::Private& reader);

    // The widest buckets that fit into steps of so many seconds.
    static Width widthFor(std::int64_t seconds);
    // All rows of one signal in the window, those of no wider buckets than `widest` where finer
    // ones are there. False after an error.
    bool visit(std::int64_t signal, const Window& window, Width widest, const Visit& visit);
    // Event seconds of its newest observations, whatever their time, as known; newest first.
    std::vector<telemetry::Timestamp> newest(std::int64_t signal, telemetry::Timestamp known,
                                             std::size_t limit);

private:
    struct Level
    {
        std::int64_t seconds = 1;
        Statement rows;
        Statement bare; // of which the finer rows are gone
        Statement newest;
    };

    bool visitLevel(std::size_t level, std::int64_t signal, const Window& window,
                    std::int64_t recordedFrom, const Visit& visit);
    bool visitSeconds(std::int64_t signal, const Window& window, std::int64_t recordedFrom,
                      const Visit& visit);
    bool visitBare(std::size_t level, std::int64_t signal, const Window& window,
                   const Visit& visit);
    void addNewest(std::size_t level, std::int64_t signal, telemetry::Timestamp known,
                   std::size_t limit, std::int64_t end, std::vector<telemetry::Timestamp>& seconds);
    std::optional<std::int64_t> newestOf(Statement& rows);

    Reader::Private& m_reader;
    std::array<Level, 3> m_levels;
    Statement m_newestHour;
    Statement m_newestMinute;
};

} // namespace store
