// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/comparison/messagepairs.h"
#include "widgets/trace/textmarks.h"

#include <QString>
#include <QWidget>

#include <vector>

class QComboBox;
class QLabel;
class QPlainTextEdit;

namespace common {
class Theme;
}

namespace traceview {

// The texts of two steps side by side, one message at a time, the suspect's left. Words that only
// one has are underlined, solid here and dashed there, on a tint. Plain text, made safe; long texts
// are cut, with their length. GUI thread.
class DiffTexts final : public QWidget
{
    Q_OBJECT

public:
    explicit DiffTexts(const common::Theme& theme, QWidget* parent = nullptr);

    // Shows the first answer that differs, else the first text that does, else the first.
    void setPairs(std::vector<comparison::MessagePair> pairs);
    int count() const { return static_cast<int>(m_pairs.size()); }

private:
    struct Side
    {
        QPlainTextEdit* editor = nullptr;
        TextMarks* marks = nullptr;
        std::vector<std::pair<int, int>> others; // UTF-16 positions in the editor
    };
    QPlainTextEdit* makeEditor(const QString& name);
    void showPair(int index);
    void showText(Side& side, const std::string* text,
                  const std::vector<comparison::WordRun>& runs);
    void restyle();

    const common::Theme& m_theme;
    std::vector<comparison::MessagePair> m_pairs;
    QComboBox* m_choice;
    QLabel* m_note;
    Side m_here;
    Side m_there;
};

} // namespace traceview
