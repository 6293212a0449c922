// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/sampling/reask.h"
#include "models/telemetry/generation.h"
#include "models/telemetry/result.h"

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace reask {

// What is asked again, of whom.
struct Question
{
    telemetry::Generation suspect;
    std::string endpoint; // http or https, with or without /v1 and /chat/completions behind it
    std::string token; // empty: none is sent; it is in no text that comes out
    std::vector<sampling::Target> targets; // one to kMostTargets
    std::size_t samplesEach = 5; // to kMostSamples
    std::optional<double> temperature; // none: none is sent
    std::optional<std::int64_t> maxTokens; // none: no limit is sent
    bool isStreaming = true;
    bool isDifferentAllowed = false; // goes on where it would not be the same input
    std::size_t atOnce = 4;
    std::chrono::milliseconds timeout{120'000}; // of one answer
    std::string actor; // who asks
    std::string estimate; // in words, for the record
};

// Called from ask(), on its thread.
struct Progress
{
    std::function<void(const sampling::Sample&)> onSample; // one that ended
    // The text of one so far, ten times a second at most.
    std::function<void(std::size_t target, std::size_t number, const std::string& text)> onText;
};

// "https://api.example.com:8443", for people and the record: nothing of what else an address may
// hold (users, paths, keys in queries). Empty when it is no http or https address.
std::string hostOf(const std::string& endpoint);

// Sends all requests, `atOnce` at a time, and blocks until all have ended. Nothing is sent twice:
// what failed is an error of its sample. When `cancel` is set, what is under way is dropped within
// 50 ms and what came is kept. Refused error, and nothing sent, when it would not be the same
// input (see differencesOf) and that is not allowed; Usage error for choices out of range. Where
// memory ends, a Refused error, too, whatever was sent: what came is not kept then.
telemetry::Result<sampling::Reask> ask(const Question& question, const std::atomic<bool>* cancel,
                                       const Progress& progress = {});

} // namespace reask
