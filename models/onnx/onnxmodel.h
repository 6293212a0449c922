// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/health/validator.h"
#include "models/telemetry/result.h"

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

namespace onnx {

struct ModelSettings
{
    std::string model; // path of the .onnx file
    std::string library = {}; // of ONNX Runtime; empty: as loadLibrary() finds it
    std::chrono::milliseconds limit{2000}; // of one answer
};

// How asking the model went so far.
struct ModelTally
{
    std::int64_t asked = 0;
    std::int64_t failed = 0; // no probability came of it
    std::chrono::nanoseconds total{};
    std::chrono::nanoseconds slowest{};
};

// A model of the user's that says how likely an answer is wrong. It takes tensors of one string
// each, named "answer" and, if it wants them, "context" and "question" (UTF-8; scalar, [1] or
// [1, 1]; tokens are made inside the graph), and gives one float, "probability", from 0 to 1. What
// it cannot be asked (no answer, no context) has no result; what goes wrong (an error, a number
// that is no probability, too long) is unknown with the reason, never a verdict. One thread of its
// own runs it; past the limit it is told to stop, which it does between two nodes of the graph.
class OnnxModel
{
public:
    // Unreadable error that names the library or the file and what is wrong.
    static telemetry::Result<std::shared_ptr<OnnxModel>> load(const ModelSettings& settings);
    ~OnnxModel();
    OnnxModel(const OnnxModel&) = delete;
    OnnxModel& operator=(const OnnxModel&) = delete;

    // One thread at a time.
    health::Judgement judge(const health::Subject& subject);
    std::string check() const; // "onnx: NAME", after the file
    ModelTally tally() const; // any thread
    std::string libraryVersion() const;

private:
    struct Private;
    explicit OnnxModel(std::unique_ptr<Private> d);
    std::unique_ptr<Private> d;
};

// As the engine takes it.
std::shared_ptr<const health::ModelCheck> modelCheck(const std::shared_ptr<OnnxModel>& model);

} // namespace onnx
