// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/suspects/filter.h"

#include <QCompleter>
#include <QObject>
#include <QString>
#include <QStringListModel>
#include <QTimer>

#include <cstddef>

class QLabel;

namespace common {
class SearchLine;
class Theme;
} // namespace common

namespace triage {

// Makes a filter of what is typed into a search line: offers fields and values while somebody
// types, and says below the line what is wrong with it. While the text is no filter the one before
// stands. GUI thread.
class FilterInput final : public QObject
{
    Q_OBJECT

public:
    // `problem` is hidden while there is none. Both outlive it.
    FilterInput(common::SearchLine& line, QLabel& problem, const common::Theme& theme,
                QObject* parent = nullptr);

    const suspects::Filter& filter() const { return m_filter; }
    // As if somebody had typed it.
    void setFilter(const suspects::Filter& filter);
    // Likewise; while it is no filter none stands, not the one before.
    void setText(const QString& text);
    // Something about the filter that only the recording knows; empty: nothing.
    void setHint(const QString& hint);

signals:
    void changed(); // the filter is another one; shortly after the last key

private:
    void read();
    void offer();
    void insert(const QString& word);
    void tell();

    common::SearchLine& m_line;
    QLabel& m_problem;
    const common::Theme& m_theme;
    suspects::Filter m_filter;
    QString m_error;
    QString m_hint;
    QStringListModel m_words;
    QCompleter m_completer;
    QTimer m_pause; // between two keys
};

} // namespace triage
