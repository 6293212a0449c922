// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/crashwindow.h"

#include "app/commands/crashfiles.h"
#include "widgets/common/plaintext.h"

#include <QClipboard>
#include <QDialogButtonBox>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace {

constexpr QSize kCrashWindowSize{760, 520};

} // namespace

CrashWindow::CrashWindow(const QString& name, QWidget* parent)
    : QDialog(parent)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Crash Report"));
    resize(kCrashWindowSize);
    const auto read = commands::crashText(name);
    auto* text = new QPlainTextEdit(read ? common::safeText(read->toStdString()).text
                                         : common::safeLine(read.error().message),
                                    this);
    text->setReadOnly(true);
    text->setTabChangesFocus(true);
    text->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    text->setLineWrapMode(QPlainTextEdit::NoWrap);
    text->setAccessibleName(tr("Crash report"));
    auto* told =
        new QLabel(tr("It is on this machine alone: %1. Nothing of what the recording says "
                      "is in it. To have it looked at, copy it and pass it on yourself.")
                       .arg(name),
                   this);
    told->setTextFormat(Qt::PlainText);
    told->setWordWrap(true);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    QPushButton* copy = buttons->addButton(tr("&Copy"), QDialogButtonBox::ActionRole);
    QPushButton* remove = buttons->addButton(tr("&Delete"), QDialogButtonBox::DestructiveRole);
    remove->setAutoDefault(false);
    remove->setEnabled(read.has_value());
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(told);
    layout->addWidget(text, 1);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(copy, &QPushButton::clicked, this,
            [text] { QGuiApplication::clipboard()->setText(text->toPlainText()); });
    connect(remove, &QPushButton::clicked, this, [this, name, told] {
        if (const auto done = commands::deleteCrash(name); !done)
            told->setText(common::safeLine(done.error().message));
        else
            accept();
    });
}
