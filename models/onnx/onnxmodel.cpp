// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/onnx/onnxmodel.h"

#include "models/health/judging.h"
#include "models/onnx/onnxapi.h"
#include "models/onnx/rundeadline.h"
#include "models/telemetry/signal.h"
#include "models/telemetry/signalcheck.h"
#include "models/telemetry/utf8.h"
#include "models/telemetry/visibletext.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <initializer_list>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

namespace onnx {

namespace {

using health::Judgement;
using health::Subject;
using telemetry::EvaluationState;
using Clock = std::chrono::steady_clock;

constexpr std::size_t kLongest = std::size_t{1} << 20; // bytes of one text
constexpr std::size_t kReason = 200; // bytes of a message of the library
constexpr const char* kOutput = "probability";
constexpr std::array<const char*, 3> kInputs{"answer", "context", "question"};

template<class T>
using Held = std::unique_ptr<T, void (*)(T*)>;

void ignoreLog(void*, int, const char*, const char*, const char*, const char*) { }

// Messages quote what is in the file: one line of visible text.
std::string shortened(std::string text)
{
    std::string line = telemetry::visibleLine(telemetry::sanitizedUtf8(text.substr(0, kReason)));
    return text.size() > kReason ? line + "..." : line;
}

// The message of a failed call, which is freed; nothing when it succeeded.
std::optional<std::string> failureOf(const Api& api, Status* status)
{
    if (status == nullptr)
        return std::nullopt;
    std::string message = shortened(api.GetErrorMessage(status));
    api.ReleaseStatus(status);
    return message;
}

// Of calls that were all made.
std::optional<std::string> firstFailureOf(const Api& api, std::initializer_list<Status*> statuses)
{
    std::optional<std::string> first;
    for (Status* const status : statuses) {
        auto failed = failureOf(api, status);
        if (failed && !first)
            first = std::move(failed);
    }
    return first;
}

struct Input
{
    std::string name;
    std::vector<std::int64_t> shape; // all 1
};

// What a tensor of the graph is.
struct Tensor
{
    std::string name;
    int type = 0;
    std::vector<std::int64_t> shape; // -1: not said
};

std::string shapeText(const std::vector<std::int64_t>& shape)
{
    std::string text = "[";
    for (std::size_t i = 0; i < shape.size(); ++i)
        text += (i == 0 ? "" : ", ") + (shape[i] < 0 ? std::string("?") : std::to_string(shape[i]));
    return text + "]";
}

bool holdsOne(const std::vector<std::int64_t>& shape)
{
    return shape.size() <= 2
        && std::ranges::all_of(shape, [](std::int64_t size) { return size == 1 || size < 0; });
}

} // namespace

struct OnnxModel::Private
{
    Private(std::shared_ptr<const Library> found, const ModelSettings& chosen)
        : library(std::move(found))
        , api(library->api)
        , settings(chosen)
        , environment(nullptr, api.ReleaseEnv)
        , session(nullptr, api.ReleaseSession)
        , deadline(chosen.limit)
    {
    }

    std::optional<std::string> open();
    std::optional<std::string> describe(bool isInput, std::size_t index, Tensor& tensor) const;
    std::optional<std::string> checkInputs();
    std::optional<std::string> checkOutputs() const;
    telemetry::Result<double> run(const std::vector<std::string>& texts);
    std::optional<std::string> runSession(const std::vector<const Value*>& values,
                                          const RunOptions* options, Value** output);
    telemetry::Result<double> probabilityIn(Value* output) const;
    void note(Clock::time_point start, bool hasFailed);

    std::shared_ptr<const Library> library;
    const Api& api;
    ModelSettings settings;
    Held<Environment> environment;
    Held<Session> session;
    Allocator* allocator = nullptr; // the library's own
    std::vector<Input> inputs;
    RunDeadline deadline;
    mutable std::mutex mutex; // guards the tally
    ModelTally tally;
};

// What is wrong with the file, if anything.
std::optional<std::string> OnnxModel::Private::open()
{
    Environment* made = nullptr;
    if (auto failed = failureOf(
            api, api.CreateEnvWithCustomLogger(ignoreLog, nullptr, kLogErrors, "plumbline", &made)))
        return failed;
    environment.reset(made);
    if (auto failed = failureOf(api, api.DisableTelemetryEvents(made)))
        return failed;
    SessionOptions* chosen = nullptr;
    if (auto failed = failureOf(api, api.CreateSessionOptions(&chosen)))
        return failed;
    const Held<SessionOptions> options(chosen, api.ReleaseSessionOptions);
    if (auto failed = firstFailureOf(api,
                                     {api.SetIntraOpNumThreads(chosen, 1),
                                      api.SetInterOpNumThreads(chosen, 1),
                                      api.GetAllocatorWithDefaultOptions(&allocator)}))
        return failed;
    Session* opened = nullptr;
    if (auto failed =
            failureOf(api, api.CreateSession(made, settings.model.c_str(), chosen, &opened)))
        return failed;
    session.reset(opened);
    if (auto failed = checkInputs())
        return failed;
    return checkOutputs();
}

std::optional<std::string> OnnxModel::Private::describe(bool isInput, std::size_t index,
                                                        Tensor& tensor) const
{
    char* name = nullptr;
    if (auto failed = failureOf(api,
                                (isInput ? api.SessionGetInputName : api.SessionGetOutputName)(
                                    session.get(), index, allocator, &name)))
        return failed;
    tensor.name = name;
    if (auto failed = failureOf(api, api.AllocatorFree(allocator, name)))
        return failed;
    TypeInfo* type = nullptr;
    if (auto failed =
            failureOf(api,
                      (isInput ? api.SessionGetInputTypeInfo
                               : api.SessionGetOutputTypeInfo)(session.get(), index, &type)))
        return failed;
    const Held<TypeInfo> held(type, api.ReleaseTypeInfo);
    const TensorInfo* info = nullptr; // part of the type
    if (auto failed = failureOf(api, api.CastTypeInfoToTensorInfo(type, &info)))
        return failed;
    if (info == nullptr)
        return shortened("\"" + tensor.name + "\" is no tensor");
    std::size_t rank = 0;
    if (auto failed = firstFailureOf(
            api,
            {api.GetTensorElementType(info, &tensor.type), api.GetDimensionsCount(info, &rank)}))
        return failed;
    tensor.shape.resize(rank);
    return failureOf(api, api.GetDimensions(info, tensor.shape.data(), rank));
}

std::optional<std::string> OnnxModel::Private::checkInputs()
{
    std::size_t count = 0;
    if (auto failed = failureOf(api, api.SessionGetInputCount(session.get(), &count)))
        return failed;
    for (std::size_t i = 0; i < count; ++i) {
        Tensor tensor;
        if (auto failed = describe(true, i, tensor))
            return failed;
        if (std::ranges::find(kInputs, tensor.name) == kInputs.end())
            return shortened("the input \"" + tensor.name
                             + "\" is unknown: \"answer\", \"context\" and \"question\" are given");
        if (tensor.type != kString || !holdsOne(tensor.shape))
            return "the input \"" + tensor.name
                + "\" must be one string, of shape [], [1] or [1, 1]"
                + (tensor.type == kString ? ", not " + shapeText(tensor.shape) : std::string());
        inputs.push_back(
            {tensor.name, std::vector<std::int64_t>(tensor.shape.size(), std::int64_t{1})});
    }
    if (std::ranges::find(inputs, "answer", &Input::name) == inputs.end())
        return "there is no input \"answer\"";
    return std::nullopt;
}

std::optional<std::string> OnnxModel::Private::checkOutputs() const
{
    std::size_t count = 0;
    if (auto failed = failureOf(api, api.SessionGetOutputCount(session.get(), &count)))
        return failed;
    for (std::size_t i = 0; i < count; ++i) {
        Tensor tensor;
        if (auto failed = describe(false, i, tensor))
            return failed;
        if (tensor.name != kOutput)
            continue;
        if (tensor.type != kFloat || !holdsOne(tensor.shape))
            return "the output \"probability\" must be one float, of shape [], [1] or [1, 1]";
        return std::nullopt;
    }
    return "there is no output \"probability\"";
}

// In the order of the inputs.
telemetry::Result<double> OnnxModel::Private::run(const std::vector<std::string>& texts)
{
    using telemetry::failure;
    std::vector<Held<Value>> held;
    std::vector<const Value*> values;
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        Value* value = nullptr;
        if (auto failed =
                failureOf(api,
                          api.CreateTensorAsOrtValue(allocator, inputs[i].shape.data(),
                                                     inputs[i].shape.size(), kString, &value)))
            return failure(telemetry::ErrorKind::Refused, *failed);
        held.emplace_back(value, api.ReleaseValue);
        values.push_back(value);
        const char* const text = texts[i].c_str();
        if (auto failed = failureOf(api, api.FillStringTensor(value, &text, 1)))
            return failure(telemetry::ErrorKind::Refused, *failed);
    }
    RunOptions* chosen = nullptr;
    if (auto failed = failureOf(api, api.CreateRunOptions(&chosen)))
        return failure(telemetry::ErrorKind::Refused, *failed);
    const Held<RunOptions> options(chosen, api.ReleaseRunOptions);
    deadline.begin(
        [this, chosen] { static_cast<void>(failureOf(api, api.RunOptionsSetTerminate(chosen))); });
    Value* output = nullptr;
    const auto failed = runSession(values, chosen, &output);
    const bool wasLate = deadline.end();
    const Held<Value> result(output, api.ReleaseValue);
    if (wasLate)
        return failure(telemetry::ErrorKind::Refused,
                       "it had no result within " + std::to_string(settings.limit.count()) + " ms");
    if (failed)
        return failure(telemetry::ErrorKind::Refused, *failed);
    return probabilityIn(output);
}

std::optional<std::string> OnnxModel::Private::runSession(const std::vector<const Value*>& values,
                                                          const RunOptions* options, Value** output)
{
    std::vector<const char*> names;
    for (const Input& input : inputs)
        names.push_back(input.name.c_str());
    return failureOf(api,
                     api.Run(session.get(), options, names.data(), values.data(), values.size(),
                             &kOutput, 1, output));
}

telemetry::Result<double> OnnxModel::Private::probabilityIn(Value* output) const
{
    using telemetry::failure;
    TensorInfo* made = nullptr;
    if (auto failed = failureOf(api, api.GetTensorTypeAndShape(output, &made)))
        return failure(telemetry::ErrorKind::Refused, *failed);
    const Held<TensorInfo> info(made, api.ReleaseTensorTypeAndShapeInfo);
    std::size_t count = 0;
    void* data = nullptr;
    if (auto failed = firstFailureOf(api,
                                     {api.GetTensorShapeElementCount(made, &count),
                                      api.GetTensorMutableData(output, &data)}))
        return failure(telemetry::ErrorKind::Refused, *failed);
    if (count != 1)
        return failure(telemetry::ErrorKind::Refused,
                       "it gave " + std::to_string(count) + " numbers instead of one");
    const double value = static_cast<double>(*static_cast<const float*>(data));
    if (!(value >= 0 && value <= 1))
        return failure(telemetry::ErrorKind::Refused,
                       "it gave no probability but " + std::to_string(value));
    return value;
}

void OnnxModel::Private::note(Clock::time_point start, bool hasFailed)
{
    const std::chrono::nanoseconds took = Clock::now() - start;
    const std::lock_guard lock(mutex);
    ++tally.asked;
    tally.failed += hasFailed ? 1 : 0;
    tally.total += took;
    tally.slowest = std::max(tally.slowest, took);
}

telemetry::Result<std::shared_ptr<OnnxModel>> OnnxModel::load(const ModelSettings& settings)
{
    auto library = loadLibrary(settings.library);
    if (!library)
        return tl::make_unexpected(library.error());
    if (!std::ifstream(settings.model, std::ios::binary))
        return telemetry::failure(telemetry::ErrorKind::Unreadable,
                                  settings.model + ": the model cannot be opened");
    auto d = std::make_unique<Private>(std::move(*library), settings);
    if (const auto failed = d->open())
        return telemetry::failure(telemetry::ErrorKind::Unreadable,
                                  settings.model + ": " + *failed);
    return std::shared_ptr<OnnxModel>(new OnnxModel(std::move(d)));
}

OnnxModel::OnnxModel(std::unique_ptr<Private> made)
    : d(std::move(made))
{
}

OnnxModel::~OnnxModel() = default;

Judgement OnnxModel::judge(const Subject& subject)
{
    if (!subject.output)
        return health::withoutAnswer(subject);
    std::vector<std::string> texts;
    for (const Input& input : d->inputs) {
        const std::optional<std::string>& text = input.name == "answer" ? subject.output
            : input.name == "context"                                   ? subject.context
                                                                        : subject.prompt;
        if (!text)
            return health::doesNotApply("there is no " + input.name + " to give to the model");
        if (text->size() > kLongest || text->find('\0') != std::string::npos)
            return health::withoutResult(EvaluationState::JudgeUnavailable,
                                         "the " + input.name
                                             + " cannot be given to the model: longer than 1 MiB, "
                                               "or with a zero byte");
        texts.push_back(telemetry::sanitizedUtf8(*text));
    }
    const Clock::time_point start = Clock::now();
    const auto probability = d->run(texts);
    d->note(start, !probability);
    if (!probability)
        return health::withoutResult(EvaluationState::JudgeUnavailable,
                                     "the model failed: " + probability.error().message);
    const bool isWrong = *probability >= telemetry::kFailedBadness;
    return {.state = isWrong ? EvaluationState::Failed : EvaluationState::Passed,
            .probability = *probability,
            .reason = isWrong ? "the model takes it for wrong" : "the model takes it for sound",
            .findings = {}};
}

std::string OnnxModel::check() const
{
    return telemetry::kModelCheck
        + telemetry::visibleLine(
               telemetry::sanitizedUtf8(std::filesystem::path(d->settings.model).stem().string()));
}

ModelTally OnnxModel::tally() const
{
    const std::lock_guard lock(d->mutex);
    return d->tally;
}

std::string OnnxModel::libraryVersion() const
{
    return d->library->version;
}

std::shared_ptr<const health::ModelCheck> modelCheck(const std::shared_ptr<OnnxModel>& model)
{
    return std::make_shared<const health::ModelCheck>(
        health::ModelCheck{.check = model->check(), .judge = [model](const Subject& subject) {
                               return model->judge(subject);
                           }});
}

} // namespace onnx
