// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/spread/spread.h"
#include "models/telemetry/result.h"

#include <cstdint>
#include <functional>
#include <string>

namespace bench {

struct ContaminationSettings
{
    std::int64_t generations = 1'000'000;
    std::int64_t anchorGenerations = 100'000; // the first of these are also given to FTS5
    std::uint64_t seed = 11;
    // Where the recording is, or is to be made when there is none; empty: in a folder that is gone
    // afterwards. One that is there has to be of the same generations and seed.
    std::string recording = {};
    std::function<void(const std::string&)> progress = {};
};

struct ContaminationFigures
{
    std::int64_t generations = 0;
    std::int64_t texts = 0;
    std::int64_t nearMisses = 0; // sentences of the statement's template that are not it
    // Spans with a planted place, and how many of them the list names.
    std::int64_t copies = 0; // copied and quoted
    std::int64_t copiesFound = 0;
    std::int64_t edits = 0;
    std::int64_t editsFound = 0;
    std::int64_t listed = 0; // spans in the list
    std::int64_t listedWrongly = 0;
    std::int64_t candidates = 0; // spans that were read
    std::int64_t unread = 0; // that may hold it, and were not
    spread::FalseMatches falseMatches; // as the list itself states them
    double querySeconds = 0; // the first question, as the window would ask it
    double againSeconds = 0; // the median of three more
    double queryProcessorSeconds = 0; // of that one
    double bytesPerGeneration = 0; // of fingerprints in the file
    double recordingBytesPerGeneration = 0;
    // Anchor: the same texts in a table of FTS5, and the statement asked of it as a phrase and as
    // NEAR of its words of four letters and more.
    std::int64_t anchorGenerations = 0;
    double anchorWriteSeconds = 0;
    double anchorBytesPerGeneration = 0;
    double anchorPhraseSeconds = 0;
    double anchorNearSeconds = 0;
    std::int64_t anchorCopies = 0; // planted in that part
    std::int64_t anchorCopiesFound = 0; // by the phrase
    std::int64_t anchorEdits = 0;
    std::int64_t anchorEditsFound = 0; // by NEAR
    std::int64_t anchorNearListed = 0;

    double recallOfCopies() const;
    double recallOfEdits() const;
    double precision() const;
};

telemetry::Result<ContaminationFigures> benchContamination(const ContaminationSettings& settings);

} // namespace bench
