// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/trace/textmarks.h"

#include <algorithm>
#include <utility>

namespace traceview {

TextMarks::TextMarks(QTextDocument* document)
    : QSyntaxHighlighter(document)
{
}

void TextMarks::setMarks(std::vector<Mark> marks)
{
    m_marks = std::move(marks);
    std::stable_sort(m_marks.begin(), m_marks.end(),
                     [](const Mark& a, const Mark& b) { return a.start < b.start; });
    m_longest = 0;
    for (const Mark& mark : m_marks)
        m_longest = std::max(m_longest, mark.end - mark.start);
    rehighlight();
}

void TextMarks::highlightBlock(const QString& text)
{
    const int begin = currentBlock().position();
    const int end = begin + static_cast<int>(text.size());
    // No mark that starts earlier than this reaches into the block.
    auto mark = std::lower_bound(m_marks.begin(), m_marks.end(), begin - m_longest,
                                 [](const Mark& m, int position) { return m.start < position; });
    for (; mark != m_marks.end() && mark->start < end; ++mark) {
        const int from = std::max(mark->start, begin);
        const int to = std::min(mark->end, end);
        for (int at = from; at < to;) {
            // Stretches that look alike already get the same addition.
            QTextCharFormat merged = format(at - begin);
            int next = at + 1;
            while (next < to && format(next - begin) == merged)
                ++next;
            merged.merge(mark->format);
            setFormat(at - begin, next - at, merged);
            at = next;
        }
    }
}

} // namespace traceview
