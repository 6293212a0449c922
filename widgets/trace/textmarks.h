// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QSyntaxHighlighter>
#include <QTextCharFormat>

#include <vector>

namespace traceview {

// Formats laid over plain text, by position. The text itself is never interpreted. Marks may
// overlap: the later one adds to the earlier.
class TextMarks final : public QSyntaxHighlighter
{
    Q_OBJECT

public:
    struct Mark
    {
        int start = 0; // UTF-16, in the document
        int end = 0;
        QTextCharFormat format;
    };

    explicit TextMarks(QTextDocument* document);

    void setMarks(std::vector<Mark> marks);

protected:
    void highlightBlock(const QString& text) override;

private:
    std::vector<Mark> m_marks; // by start
    int m_longest = 0;
};

} // namespace traceview
