// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/trace/contextsessionbuilder.h"
#include "tests/models/trace/sessiontext.h"

#include <QColor>
#include <QImage>
#include <QRect>

#include <memory>
#include <string>

// What tests of the views of the window share.
namespace contexttest {

using sessiontest::turn;

inline const std::string kRules = "rules of the house: answer from the passages alone";

inline std::string words(const std::string& first, int count)
{
    std::string text = first;
    for (int i = 0; i < count; ++i)
        text += " of " + first + std::to_string(i);
    return text;
}

// Three turns; before the third one two messages were dropped.
inline std::shared_ptr<const trace::ContextSession> sampleSession()
{
    trace::ContextSessionBuilder builder("s-1 \u202e<b>", {});
    auto first = turn(1, {{"system", kRules}, {"user", words("u1", 20)}});
    first.contextWindow = 900;
    first.inputTokens = 150;
    first.outputTokens = 40;
    auto second = turn(2,
                       {{"system", kRules},
                        {"user", words("u1", 20)},
                        {"assistant", words("a1", 40)},
                        {"user", "u2 <b>bold</b> \u202e"}});
    second.contextWindow = 900;
    second.inputTokens = 420;
    auto third = turn(3, {{"system", kRules}, {"user", "u2 <b>bold</b> \u202e"}, {"user", "u3 c"}});
    third.contextWindow = 900;
    third.inputTokens = 40;
    builder.add(first);
    builder.add(second);
    builder.add(third);
    return std::make_shared<const trace::ContextSession>(builder.take());
}

inline int pixelsOf(const QImage& image, const QRect& area, const QColor& color)
{
    int count = 0;
    for (int y = area.top(); y <= area.bottom(); ++y)
        for (int x = area.left(); x <= area.right(); ++x)
            count += image.valid(x, y) && image.pixelColor(x, y).rgb() == color.rgb() ? 1 : 0;
    return count;
}

} // namespace contexttest
