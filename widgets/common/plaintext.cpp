// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/common/plaintext.h"

#include "models/telemetry/utf8.h"
#include "models/telemetry/visibletext.h"
#include "widgets/common/formats.h"
#include "widgets/common/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>
#include <limits>

using namespace Qt::StringLiterals;

namespace common {

namespace {

void appendSafe(QString& text, char32_t c, bool isBetweenAscii)
{
    const bool isKept = c == U'\n' || c == U'\t';
    if (!isKept
        && (telemetry::isControl(c) || telemetry::isInvisible(c)
            || (telemetry::isJoiner(c) && isBetweenAscii)))
        text += QString::fromStdString(telemetry::visibleForm(c));
    else
        text += QStringView(QChar::fromUcs4(c));
}

bool isAsciiAt(const QList<uint>& points, qsizetype at)
{
    return at < 0 || at >= points.size() || points[at] < 0x80;
}

} // namespace

int SafeText::positionOf(std::int64_t codePoint) const
{
    if (positions.empty())
        return 0;
    const auto last = static_cast<std::int64_t>(positions.size()) - 1;
    return positions[static_cast<std::size_t>(std::clamp<std::int64_t>(codePoint, 0, last))];
}

SafeText safeText(std::string_view utf8, std::int64_t limit)
{
    SafeText safe;
    const std::string sanitized = telemetry::sanitizedUtf8(utf8);
    safe.codePoints = telemetry::codePointCount(sanitized);
    // Only what is shown, and the one that follows it, is taken apart: a code point is at most 4
    // bytes.
    const auto wanted = std::min<std::int64_t>(safe.codePoints, limit);
    const auto bytes =
        std::min<std::size_t>(sanitized.size(), static_cast<std::size_t>(wanted + 1) * 4);
    const QList<uint> points =
        QString::fromUtf8(sanitized.data(), static_cast<qsizetype>(bytes)).toUcs4();
    const auto shown = std::min<qsizetype>(points.size(), static_cast<qsizetype>(wanted));
    safe.positions.reserve(static_cast<std::size_t>(shown) + 1);
    safe.text.reserve(shown);
    for (qsizetype i = 0; i < shown; ++i) {
        safe.positions.push_back(static_cast<int>(safe.text.size()));
        // The carriage return of a CRLF hides nothing.
        if (points[i] == U'\r' && i + 1 < points.size() && points[i + 1] == U'\n')
            continue;
        appendSafe(safe.text, points[i], isAsciiAt(points, i - 1) || isAsciiAt(points, i + 1));
    }
    safe.positions.push_back(static_cast<int>(safe.text.size()));
    safe.isCut = safe.codePoints > shown;
    return safe;
}

QString safeLine(std::string_view utf8, std::int64_t limit)
{
    // All that can be shown of it, so that a line of megabytes costs no more than a short one.
    if (const auto most = static_cast<std::size_t>(std::max<std::int64_t>(limit, 0));
        most < utf8.size())
        utf8 = utf8.substr(0, (most + 2) * 4);
    const SafeText safe = safeText(utf8, limit);
    QString line = safe.text.simplified();
    if (safe.isCut)
        line += u'…';
    return line;
}

QString safeSentence(std::string_view utf8, std::int64_t limit)
{
    QString text = safeLine(utf8, limit);
    if (!text.isEmpty())
        text[0] = text[0].toUpper();
    return text;
}

QString plainToolTip(const QString& text)
{
    if (text.isEmpty())
        return {};
    QString escaped = text.toHtmlEscaped();
    escaped.replace(u'\n', u"<br>"_s);
    return u"<span>%1</span>"_s.arg(escaped);
}

PlainTextView::PlainTextView(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_editor(new QPlainTextEdit(this))
    , m_cutRow(new QWidget(this))
    , m_cutText(new QLabel(m_cutRow))
    , m_showAll(new QPushButton(tr("Show All"), m_cutRow))
{
    m_editor->setReadOnly(true);
    m_editor->setUndoRedoEnabled(false);
    m_editor->setFrameShape(QFrame::NoFrame);
    m_editor->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_editor->setTabChangesFocus(true);
    m_editor->setAccessibleName(tr("Text"));
    m_cutText->setTextFormat(Qt::PlainText);
    m_cutText->setForegroundRole(QPalette::PlaceholderText);
    m_cutRow->hide();

    auto* row = new QHBoxLayout(m_cutRow);
    row->setContentsMargins(0, kSpace1, 0, 0);
    row->addWidget(m_cutText, 1);
    row->addWidget(m_showAll);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_editor, 1);
    layout->addWidget(m_cutRow);

    const auto setFonts = [this, &theme] {
        m_editor->setFont(theme.font(TextSize::Body));
        m_cutText->setFont(theme.font(TextSize::Small));
    };
    setFonts();
    connect(&theme, &Theme::changed, this, setFonts);
    connect(m_showAll, &QPushButton::clicked, this,
            [this] { showUpTo(std::numeric_limits<std::int64_t>::max() / 8); });
}

void PlainTextView::setContent(std::string_view utf8)
{
    m_content = utf8;
    showUpTo(kShownCodePoints);
}

void PlainTextView::showUpTo(std::int64_t limit)
{
    m_shown = safeText(m_content, limit);
    m_editor->setPlainText(m_shown.text);
    m_cutRow->setVisible(m_shown.isCut);
    if (m_shown.isCut)
        m_cutText->setText(tr("%1 of %2 characters are shown.")
                               .arg(countText(limit), countText(m_shown.codePoints)));
    emit shownChanged();
}

} // namespace common
