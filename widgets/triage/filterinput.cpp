// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/triage/filterinput.h"

#include "models/suspects/filterfields.h"
#include "widgets/common/glyphs.h"
#include "widgets/common/plaintext.h"
#include "widgets/common/searchline.h"
#include "widgets/common/theme.h"

#include <QAbstractItemView>
#include <QLabel>
#include <QPalette>

#include <utility>

using namespace Qt::StringLiterals;

namespace triage {

namespace {

constexpr int kPause = 120; // ms

} // namespace

FilterInput::FilterInput(common::SearchLine& line, QLabel& problem, const common::Theme& theme,
                         QObject* parent)
    : QObject(parent)
    , m_line(line)
    , m_problem(problem)
    , m_theme(theme)
    , m_completer(&m_words)
{
    m_problem.setTextFormat(Qt::PlainText);
    m_problem.setWordWrap(true);
    m_problem.hide();
    m_completer.setWidget(&line);
    m_completer.setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    m_completer.popup()->setAccessibleName(tr("What can stand here"));
    m_pause.setSingleShot(true);
    m_pause.setInterval(kPause);
    connect(&m_pause, &QTimer::timeout, this, &FilterInput::read);
    connect(&line, &QLineEdit::textChanged, this, [this] { m_pause.start(); });
    connect(&line, &QLineEdit::textEdited, this, &FilterInput::offer);
    connect(&m_completer, qOverload<const QString&>(&QCompleter::activated), this,
            &FilterInput::insert);
    connect(&theme, &common::Theme::changed, this, &FilterInput::tell);
}

void FilterInput::setFilter(const suspects::Filter& filter)
{
    m_line.setText(QString::fromStdString(filter.text()));
    m_pause.stop();
    read();
}

void FilterInput::setText(const QString& text)
{
    setFilter({});
    m_line.setText(text);
    m_pause.stop();
    read();
}

void FilterInput::setHint(const QString& hint)
{
    if (hint == m_hint)
        return;
    m_hint = hint;
    tell();
}

void FilterInput::read()
{
    auto filter = suspects::Filter::parse(m_line.text().toStdString());
    m_error = filter ? QString() : QString::fromStdString(filter.error().message);
    if (!filter || *filter == m_filter) {
        tell();
        return;
    }
    m_filter = std::move(*filter);
    m_hint.clear();
    tell();
    emit changed();
}

void FilterInput::tell()
{
    const QString text = m_error.isEmpty() ? m_hint : m_error;
    QPalette palette = m_problem.palette();
    palette.setColor(QPalette::WindowText,
                     m_theme.color(m_error.isEmpty() ? common::ColorRole::TextSecondary
                                                     : common::severityRole(2)));
    m_problem.setPalette(palette);
    m_problem.setText(common::safeLine(text.toStdString(), 300));
    m_problem.setVisible(!text.isEmpty());
    m_line.setAccessibleDescription(text);
}

// Places in the language are bytes, in the line UTF-16 units.
void FilterInput::offer()
{
    const std::string text = m_line.text().toStdString();
    const auto cursor = m_line.text().left(m_line.cursorPosition()).toStdString().size();
    QStringList words;
    for (const std::string& word : suspects::completions(text, cursor).words)
        words << QString::fromStdString(word);
    m_words.setStringList(words);
    if (words.isEmpty()) {
        m_completer.popup()->hide();
        return;
    }
    m_completer.complete();
    m_completer.popup()->setCurrentIndex({}); // Return is the line's until somebody chooses
}

void FilterInput::insert(const QString& word)
{
    const QString text = m_line.text();
    const std::string utf8 = text.toStdString();
    const auto cursor = text.left(m_line.cursorPosition()).toStdString().size();
    const auto from = suspects::completions(utf8, cursor).from;
    const QString before = QString::fromStdString(utf8.substr(0, from)) + word;
    m_line.setText(before + text.mid(m_line.cursorPosition()));
    m_line.setCursorPosition(static_cast<int>(before.size()));
}

} // namespace triage
