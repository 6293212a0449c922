// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/onnx/onnxapi.h"

#include <utility>
#include <vector>

#include <dlfcn.h>

namespace onnx {

namespace {

using Entry = void (*)();

// OrtApiBase.
struct ApiBase
{
    const Entry* (*table)(std::uint32_t version);
    const char* (*version)();
};

constexpr std::uint32_t kVersion = 1; // of the table

Api apiOf(const Entry* table)
{
    Api api{};
    const auto take = [table]<class Function>(Function& function, std::size_t place) {
        function = reinterpret_cast<Function>(table[place]);
    };
    take(api.GetErrorMessage, 2);
    take(api.CreateEnvWithCustomLogger, 4);
    take(api.DisableTelemetryEvents, 6);
    take(api.CreateSession, 7);
    take(api.Run, 9);
    take(api.CreateSessionOptions, 10);
    take(api.SetIntraOpNumThreads, 24);
    take(api.SetInterOpNumThreads, 25);
    take(api.SessionGetInputCount, 30);
    take(api.SessionGetOutputCount, 31);
    take(api.SessionGetInputTypeInfo, 33);
    take(api.SessionGetOutputTypeInfo, 34);
    take(api.SessionGetInputName, 36);
    take(api.SessionGetOutputName, 37);
    take(api.CreateRunOptions, 39);
    take(api.RunOptionsSetTerminate, 46);
    take(api.CreateTensorAsOrtValue, 48);
    take(api.GetTensorMutableData, 51);
    take(api.FillStringTensor, 52);
    take(api.CastTypeInfoToTensorInfo, 55);
    take(api.GetTensorElementType, 60);
    take(api.GetDimensionsCount, 61);
    take(api.GetDimensions, 62);
    take(api.GetTensorShapeElementCount, 64);
    take(api.GetTensorTypeAndShape, 65);
    take(api.AllocatorFree, 76);
    take(api.GetAllocatorWithDefaultOptions, 78);
    take(api.ReleaseEnv, 92);
    take(api.ReleaseStatus, 93);
    take(api.ReleaseSession, 95);
    take(api.ReleaseValue, 96);
    take(api.ReleaseRunOptions, 97);
    take(api.ReleaseTypeInfo, 98);
    take(api.ReleaseTensorTypeAndShapeInfo, 99);
    take(api.ReleaseSessionOptions, 100);
    return api;
}

telemetry::Error notThere(const std::string& path, const std::string& why)
{
    return {telemetry::ErrorKind::Unreadable,
            (path.empty() ? std::string("libonnxruntime.so") : path)
                + ": ONNX Runtime cannot be loaded (" + why
                + "). Install it, or name its library with --onnx-runtime."};
}

} // namespace

telemetry::Result<std::shared_ptr<const Library>> loadLibrary(const std::string& path)
{
    const std::vector<std::string> names = path.empty()
        ? std::vector<std::string>{"libonnxruntime.so.1", "libonnxruntime.so"}
        : std::vector<std::string>{path};
    void* handle = nullptr;
    std::string why;
    for (const std::string& name : names) {
        handle = dlopen(name.c_str(), RTLD_NOW | RTLD_LOCAL);
        if (handle != nullptr)
            break;
        const char* const error = dlerror();
        why = error == nullptr ? "no reason given" : error;
    }
    if (handle == nullptr)
        return tl::make_unexpected(notThere(path, why));
    const auto base =
        reinterpret_cast<const ApiBase* (*)()>(dlsym(handle, "OrtGetApiBase")); // its only symbol
    const ApiBase* const found = base == nullptr ? nullptr : base();
    const Entry* const table = found == nullptr ? nullptr : found->table(kVersion);
    if (table == nullptr) {
        dlclose(handle);
        return tl::make_unexpected(notThere(path, "it is another library"));
    }
    return std::make_shared<const Library>(
        Library{.api = apiOf(table), .version = found->version(), .path = path});
}

} // namespace onnx
