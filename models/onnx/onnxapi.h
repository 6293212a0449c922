// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/result.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

// The few functions of ONNX Runtime that are needed, found in its library when it is asked for: it
// is in no package of Debian 12, and most consoles need none. Declared after
// include/onnxruntime/core/session/onnxruntime_c_api.h of github.com/microsoft/onnxruntime (MIT):
// `OrtApi` is a table of function pointers to which releases only append. All that is used was
// there in version 1 of it, so any release from 1.0 serves.
namespace onnx {

struct Status; // null: success
struct Environment;
struct SessionOptions;
struct Session;
struct RunOptions;
struct Value;
struct TypeInfo;
struct TensorInfo;
struct Allocator;

inline constexpr int kFloat = 1; // ONNXTensorElementDataType
inline constexpr int kString = 8;
inline constexpr int kLogErrors = 3; // OrtLoggingLevel

using LogFunction = void (*)(void* parameter, int severity, const char* category, const char* id,
                             const char* place, const char* message);

// Named as there; the number is the place in the table, from 0.
struct Api
{
    const char* (*GetErrorMessage)(const Status*); // 2
    Status* (*CreateEnvWithCustomLogger)(LogFunction, void*, int, const char*,
                                         Environment**); // 4
    Status* (*DisableTelemetryEvents)(const Environment*); // 6
    Status* (*CreateSession)(const Environment*, const char* path, const SessionOptions*,
                             Session**); // 7
    Status* (*Run)(Session*, const RunOptions*, const char* const* inputNames,
                   const Value* const* inputs, std::size_t inputCount,
                   const char* const* outputNames, std::size_t outputCount,
                   Value** outputs); // 9
    Status* (*CreateSessionOptions)(SessionOptions**); // 10
    Status* (*SetIntraOpNumThreads)(SessionOptions*, int); // 24
    Status* (*SetInterOpNumThreads)(SessionOptions*, int); // 25
    Status* (*SessionGetInputCount)(const Session*, std::size_t*); // 30
    Status* (*SessionGetOutputCount)(const Session*, std::size_t*); // 31
    Status* (*SessionGetInputTypeInfo)(const Session*, std::size_t, TypeInfo**); // 33
    Status* (*SessionGetOutputTypeInfo)(const Session*, std::size_t, TypeInfo**); // 34
    Status* (*SessionGetInputName)(const Session*, std::size_t, Allocator*, char**); // 36
    Status* (*SessionGetOutputName)(const Session*, std::size_t, Allocator*, char**); // 37
    Status* (*CreateRunOptions)(RunOptions**); // 39
    Status* (*RunOptionsSetTerminate)(RunOptions*); // 46, any thread
    Status* (*CreateTensorAsOrtValue)(Allocator*, const std::int64_t* shape, std::size_t rank,
                                      int type, Value**); // 48
    Status* (*GetTensorMutableData)(Value*, void**); // 51
    Status* (*FillStringTensor)(Value*, const char* const*, std::size_t); // 52
    Status* (*CastTypeInfoToTensorInfo)(const TypeInfo*, const TensorInfo**); // 55
    Status* (*GetTensorElementType)(const TensorInfo*, int*); // 60
    Status* (*GetDimensionsCount)(const TensorInfo*, std::size_t*); // 61
    Status* (*GetDimensions)(const TensorInfo*, std::int64_t*, std::size_t); // 62
    Status* (*GetTensorShapeElementCount)(const TensorInfo*, std::size_t*); // 64
    Status* (*GetTensorTypeAndShape)(const Value*, TensorInfo**); // 65
    Status* (*AllocatorFree)(Allocator*, void*); // 76
    Status* (*GetAllocatorWithDefaultOptions)(Allocator**); // 78
    void (*ReleaseEnv)(Environment*); // 92
    void (*ReleaseStatus)(Status*); // 93
    void (*ReleaseSession)(Session*); // 95
    void (*ReleaseValue)(Value*); // 96
    void (*ReleaseRunOptions)(RunOptions*); // 97
    void (*ReleaseTypeInfo)(TypeInfo*); // 98
    void (*ReleaseTensorTypeAndShapeInfo)(TensorInfo*); // 99
    void (*ReleaseSessionOptions)(SessionOptions*); // 100
};

// The library, loaded once and kept until the program ends: it does not survive being unloaded.
struct Library
{
    Api api;
    std::string version; // of the release: 1.22.0
    std::string path; // as it was asked for
};

// Empty path: libonnxruntime.so.1, then libonnxruntime.so, as the loader finds them. Unreadable
// error that says what to do when there is none, or when it is no ONNX Runtime.
telemetry::Result<std::shared_ptr<const Library>> loadLibrary(const std::string& path);

} // namespace onnx
