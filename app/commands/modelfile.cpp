// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/modelfile.h"

#include "app/commands/terminal.h"
#include "app/commands/userfiles.h"

#include <QString>
#include <QtGlobal>

#include <CLI/CLI.hpp>

namespace commands {

namespace {

constexpr const char* kLibraryVariable = "PLUMBLINE_ONNX_RUNTIME";

double milliseconds(std::chrono::nanoseconds time)
{
    return std::chrono::duration<double, std::milli>(time).count();
}

} // namespace

void addModelOptions(CLI::App& command, ModelOptions& options)
{
    command
        .add_option(
            "--onnx", options.model,
            "A model of your own that is one more check: strings \"answer\", \"context\" and "
            "\"question\" in, float \"probability\" of being wrong out; else model.onnx "
            "beside the settings")
        ->type_name("FILE");
    command
        .add_option("--onnx-runtime", options.library,
                    "ONNX Runtime's library; else what PLUMBLINE_ONNX_RUNTIME names, else "
                    "libonnxruntime.so")
        ->type_name("LIBRARY");
}

telemetry::Result<std::shared_ptr<onnx::OnnxModel>> modelOf(const ModelOptions& options)
{
    const std::string path = options.model.empty() ? userFile("model.onnx") : options.model;
    if (path.empty()) {
        if (!options.library.empty())
            return telemetry::failure(telemetry::ErrorKind::Usage,
                                      "--onnx-runtime means nothing without a model: --onnx FILE.");
        return std::shared_ptr<onnx::OnnxModel>();
    }
    const std::string library = options.library.empty()
        ? qEnvironmentVariable(kLibraryVariable).toStdString()
        : options.library;
    return onnx::OnnxModel::load({.model = path, .library = library});
}

telemetry::Result<std::shared_ptr<onnx::OnnxModel>> loadModel(const ModelOptions& options,
                                                              health::EngineSettings& settings)
{
    auto model = modelOf(options);
    if (model && *model)
        settings.model = onnx::modelCheck(*model);
    return model;
}

void tellModel(const std::shared_ptr<onnx::OnnxModel>& model)
{
    if (!model)
        return;
    const onnx::ModelTally tally = model->tally();
    const double mean =
        tally.asked > 0 ? milliseconds(tally.total) / static_cast<double>(tally.asked) : 0;
    print(stderr,
          "note: %s (ONNX Runtime %s) was asked about %lld answers: %.3f ms each, %.3f ms at most, "
          "%lld without a result\n",
          model->check().c_str(), model->libraryVersion().c_str(),
          static_cast<long long>(tally.asked), mean, milliseconds(tally.slowest),
          static_cast<long long>(tally.failed));
}

} // namespace commands
