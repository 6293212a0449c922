// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/similarity/places.h"
#include "models/telemetry/ids.h"

#include <cstddef>
#include <cstdint>

namespace claims {

// A stretch of one text of a trace: a part of a message, a document, or what a step was given or
// gave. Views and models name what they speak of by this.
struct TextPlace
{
    telemetry::SpanId span = telemetry::SpanId::None; // generation or step
    similarity::PlaceKind kind = similarity::PlaceKind::Output;
    // Of a generation: into outputMessages for Output and Reasoning and calls that it asked for,
    // else into inputMessages; 0 for documents and for steps.
    std::size_t message = 0;
    // Into the message's parts; for documents into the documents of the generation or step.
    std::size_t part = 0;
    // Code points of that part's text (of its json where it has no text; of a step's input or
    // output), half-open.
    std::int64_t start = 0;
    std::int64_t end = 0;

    friend bool operator==(const TextPlace&, const TextPlace&) = default;
};

} // namespace claims
