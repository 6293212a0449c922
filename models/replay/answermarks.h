// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/reader.h"
#include "models/telemetry/result.h"
#include "models/telemetry/shareinterval.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace replay {

// Answers of some services that began in a stretch of time, counted as incident::exposureOf()
// counts them where one person confirms. Judged: a check or a judge came to a result, or a person
// to an opinion. Wrong: suspicion of one half and more, or a person's word, in the console or in
// telemetry, which counts more. Those that nobody judged are counted apart.
struct Counted
{
    std::int64_t answers = 0;
    std::int64_t judged = 0;
    std::int64_t wrong = 0;
    bool isAtLeast = false; // older ones were not read
    std::int64_t unknown() const { return answers > judged ? answers - judged : 0; }
};

// Which answers were wrong, by the recording and not by what is tried: as it is known now. One
// thread.
class AnswerMarks
{
public:
    // The newest kMost answers. `goesOn` is asked now and then; nothing when it says no.
    static telemetry::Result<std::optional<AnswerMarks>>
    read(const store::Reader& reader, const std::function<bool()>& goesOn = {},
         std::size_t most = kMost);

    // Services empty: of all that answered people, no canaries.
    Counted count(const std::vector<std::string>& services,
                  const telemetry::TimeRange& range) const;
    // How many were wrong by the end of each of `steps` equal parts of the range.
    std::vector<std::int64_t> course(const std::vector<std::string>& services,
                                     const telemetry::TimeRange& range, std::size_t steps) const;
    // In which there were answers, see Presence.
    std::vector<telemetry::TimeRange> stretches() const;
    bool isCut() const { return m_isCut; } // counts that reach back before are "at least"

    static constexpr std::size_t kMost = 4'000'000;

private:
    struct Mark
    {
        std::int64_t nanos = 0;
        bool isJudged = false;
        bool isWrong = false;
    };
    std::vector<const std::vector<Mark>*> of(const std::vector<std::string>& services) const;

    std::map<std::string, std::vector<Mark>> m_marks; // by service, in order
    std::int64_t m_oldest = 0; // ns, that was read, where it is cut
    bool m_isCut = false;
};

} // namespace replay
