// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QFont>
#include <QRectF>
#include <QStaticText>

#include <cstddef>
#include <string>
#include <unordered_map>
#include <vector>

class QPainter;

namespace traceview {

// Names on bars, cut to their room. What a name looks like is worked out once for each length to
// which it is cut: thousands of them are drawn in a frame. GUI thread.
class FlameLabels
{
public:
    void setFont(const QFont& font); // forgets what was worked out for another one
    // In the painter's pen, on one line at the left of `box`; nothing where there is no room for a
    // letter and "…". The name is made safe. `before` stands in front of it.
    void draw(QPainter& painter, const QRectF& box, const std::string& name,
              const QString& before = {});
    double lineHeight() const { return m_lineHeight; }

private:
    struct Label
    {
        QString text;
        std::vector<float> widths; // of the first n UTF-16 units; 0 first
        std::unordered_map<int, QStaticText> cuts; // by units that are shown
    };
    Label& labelOf(const std::string& name, const QString& before);

    QFont m_font;
    double m_lineHeight = 0;
    double m_ellipsis = 0;
    std::unordered_map<std::string, Label> m_labels;
    std::size_t m_cuts = 0;
};

} // namespace traceview
