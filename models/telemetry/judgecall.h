// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

namespace telemetry {

// The operation that a judge's own call of a model is counted under: what it says is a judgement
// and no answer of the service. Whoever asks for signals of any operation does not mean it.
inline constexpr const char* kJudgeOperation = "judge call";

// The finding of the check truncation, about no stretch of the output, that tells a cut of what was
// given (the history included) from one of the answer.
inline constexpr const char* kInputCut = "input_cut";

} // namespace telemetry
