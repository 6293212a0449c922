// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/health/engine.h"
#include "models/onnx/onnxmodel.h"
#include "models/telemetry/result.h"

#include <memory>
#include <string>

namespace CLI {
class App;
}

namespace commands {

struct ModelOptions
{
    std::string model = {};
    std::string library = {};
};

// --onnx FILE and --onnx-runtime LIBRARY.
void addModelOptions(CLI::App& command, ModelOptions& options);

// The model in the file, else in model.onnx beside the settings; null when there is neither. The
// library: as given, else as PLUMBLINE_ONNX_RUNTIME names it, else as the loader finds it.
// Unreadable error naming the file.
telemetry::Result<std::shared_ptr<onnx::OnnxModel>> modelOf(const ModelOptions& options = {});
// The same, into the settings of an engine.
telemetry::Result<std::shared_ptr<onnx::OnnxModel>> loadModel(const ModelOptions& options,
                                                              health::EngineSettings& settings);

// On stderr, how often it was asked, and how long that took; nothing of null.
void tellModel(const std::shared_ptr<onnx::OnnxModel>& model);

} // namespace commands
