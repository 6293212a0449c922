// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>
#include <QWidget>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace common {

class Theme;

// Text from outside, made safe to show: nothing in it is interpreted, and what would be invisible
// or would turn the reading order round is made visible. Control characters become their pictures
// (ESC is ␛), bidirectional controls, zero-width characters, tag characters and other invisible
// ones become ⟦U+202E⟧.
struct SafeText
{
    QString text;
    bool isCut = false; // there is more than was asked for
    std::int64_t codePoints = 0; // of the whole original
    // For each code point of the original that is shown, where it starts in `text` (UTF-16), and
    // one more for the end: what findings, whose offsets are code points, are placed with.
    std::vector<int> positions;

    // Position in `text` of a code point offset; beyond what is shown: the end.
    int positionOf(std::int64_t codePoint) const;
};

inline constexpr std::int64_t kShownCodePoints = 20'000;

// `utf8` may be ill-formed: what is wrong becomes U+FFFD. At most `limit` code points are shown.
SafeText safeText(std::string_view utf8, std::int64_t limit = kShownCodePoints);
// On one line: line breaks and tabs become spaces, "…" marks a cut.
QString safeLine(std::string_view utf8, std::int64_t limit = 400);

// The same with a capital first letter: of what begins in lower case because it is also put into
// other sentences.
QString safeSentence(std::string_view utf8, std::int64_t limit = 400);

// A tooltip that shows `text` as it is: Qt would take some texts for HTML.
QString plainToolTip(const QString& text);

// Read-only view of one text from outside. Long texts are cut, and say so, with a button for the
// rest.
class PlainTextView final : public QWidget
{
    Q_OBJECT

public:
    explicit PlainTextView(const Theme& theme, QWidget* parent = nullptr);

    void setContent(std::string_view utf8);
    // The text that is shown now, for marks that are laid over it.
    const SafeText& shown() const { return m_shown; }
    QPlainTextEdit* editor() const { return m_editor; }

signals:
    void shownChanged(); // also when all is shown

private:
    void showUpTo(std::int64_t limit);

    std::string m_content;
    SafeText m_shown;
    QPlainTextEdit* m_editor;
    QWidget* m_cutRow;
    QLabel* m_cutText;
    QPushButton* m_showAll;
};

} // namespace common
