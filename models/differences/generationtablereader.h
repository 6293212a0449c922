// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/differences/attributestore.h"
#include "models/differences/generationattributes.h"
#include "models/differences/generationtable.h"
#include "models/store/generationcontexts.h"
#include "models/telemetry/result.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <stop_token>
#include <string>
#include <unordered_map>
#include <vector>

namespace differences {

struct TableRequest
{
    store::View view;
    std::string service; // empty: all
};

// Fills a GenerationTable from a recording, and keeps what it has read, so that a refresh costs
// what is new: whatever came of a trace has its generations read again. Never knows more than the
// recording did at the view's knownAt. Generations are read at some ten thousand a second, the
// latest first. Of more than kMostRows the latest are taken; memory is bounded by that and the
// limits of AttributeStore (some 50 MiB for 100,000 generations of 60 attributes, 256 MiB at worst,
// and as much in the newest table). Used by one read at a time.
class GenerationTableReader
{
public:
    static constexpr std::int64_t kMostRows = 200'000;

    explicit GenerationTableReader(std::int64_t mostRows = kMostRows);
    ~GenerationTableReader();

    // Pool thread. Reads for about so long and gives what there is by then; ask again until
    // isComplete(). A stop request ends it early with what there is.
    telemetry::Result<std::shared_ptr<const GenerationTable>>
    read(const store::Reader& reader, const TableRequest& request,
         std::chrono::milliseconds budget = std::chrono::milliseconds(700),
         const std::stop_token& stop = {});

private:
    enum class State : std::uint8_t
    {
        Unread,
        Read,
        Absent, // no generation after all
    };
    struct Slot
    {
        store::GenerationPlace place;
        State state = State::Unread;
        GenerationRow row;
    };

    void reset(const TableRequest& request);
    telemetry::Result<void> follow(const store::GenerationContexts& contexts);
    telemetry::Result<void> extend(const store::GenerationContexts& contexts,
                                   const telemetry::TimeRange& wanted);
    telemetry::Result<void> refresh(const store::GenerationContexts& contexts, std::int64_t trace);
    void put(const store::GenerationPlace& place);
    void trim(const telemetry::TimeRange& wanted);
    void remove(const std::function<bool(const Slot&)>& isUnwanted);
    telemetry::Result<void> fill(store::GenerationContexts& contexts,
                                 std::chrono::steady_clock::time_point until,
                                 const std::stop_token& stop);
    void take(std::size_t slot, const store::GenerationContext& context,
              const store::GenerationContexts& contexts);
    void setLoads();
    std::shared_ptr<const GenerationTable> snapshot(const store::GenerationContexts& contexts,
                                                    const TableRequest& request);

    const std::int64_t m_mostRows;
    std::string m_service;
    telemetry::TimeRange m_covered; // of starts; all places in it are slots, or too many
    telemetry::Timestamp m_knownAt;
    store::ContextMarks m_marks;
    std::int64_t m_inView = 0;
    std::vector<Slot> m_slots; // in the order of the store's rows
    std::unordered_map<std::int64_t, std::size_t> m_byRow; // of the recording
    std::map<std::int64_t, std::uint32_t> m_services; // by the recording's number
    std::vector<std::string> m_serviceNames;
    std::unique_ptr<AttributeStore> m_store;
    std::unique_ptr<GenerationAttributes> m_attributes;
};

// Without a window: all of it at once. `progress` hears how many of how many are read, and returns
// false to stop (Refused error).
telemetry::Result<std::shared_ptr<const GenerationTable>>
readTable(const store::Reader& reader, const TableRequest& request,
          const std::function<bool(std::int64_t, std::int64_t)>& progress = {},
          std::int64_t mostRows = GenerationTableReader::kMostRows);

} // namespace differences
