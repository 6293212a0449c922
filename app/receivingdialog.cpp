// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/receivingdialog.h"

#include "app/session.h"
#include "app/settings.h"
#include "widgets/common/filedialog.h"
#include "widgets/common/plaintext.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace {

constexpr int kLeastWidth = 520;
constexpr int kMostOfProblem = 600; // characters

QLabel* wrappedLabel(const QString& text, QWidget* parent)
{
    auto* label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}

} // namespace

ReceivingDialog::ReceivingDialog(Session& session, Settings& settings, QWidget* parent)
    : QDialog(parent)
    , m_session(session)
    , m_settings(settings)
{
    setWindowTitle(tr("Receiving Telemetry"));
    setMinimumWidth(kLeastWidth);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(wrappedLabel(
        tr("Exporters send to these addresses. Addresses that other machines can reach need a "
           "token; with a certificate and its key, senders must use TLS."),
        this));
    auto* form = new QFormLayout;
    layout->addLayout(form);
    const commands::ListenOptions options = session.listening();
    m_http = addLine(form, tr("OTLP/&HTTP"), options.otlp, u"127.0.0.1:4318"_s);
    m_grpc = addLine(form, tr("OTLP/&gRPC"), options.grpc, tr("Off"));
    m_token = addFile(form, tr("&Token file"), options.files.token,
                      tr("Without: PLUMBLINE_TOKEN_OTLP, or no token"));
    m_certificate =
        addFile(form, tr("&Certificate"), options.files.certificate, tr("PEM; without: no TLS"));
    m_key = addFile(form, tr("&Key"), options.files.key, tr("PEM, no passphrase"));
    m_keep = addLine(form, tr("Kee&p"), session.keep(), tr("Everything; or 20GiB, or 7d"));
    m_keep->setObjectName(u"keep"_s);
    m_keep->setToolTip(
        tr("How much this recording keeps: a size or an age. What is more or older "
           "is removed, what belongs to an incident stays as long as there is room."));
    m_error = wrappedLabel(session.receivingNotice(), this);
    m_error->setVisible(!m_error->text().isEmpty());
    layout->addWidget(m_error);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    m_apply = buttons->button(QDialogButtonBox::Ok);
    m_apply->setText(tr("&Apply"));
    connect(buttons, &QDialogButtonBox::accepted, this, &ReceivingDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &ReceivingDialog::reject);
    layout->addWidget(buttons);
}

QLineEdit* ReceivingDialog::addLine(QFormLayout* form, const QString& label,
                                    const std::string& text, const QString& hint)
{
    auto* line = new QLineEdit(QString::fromStdString(text), this);
    line->setPlaceholderText(hint);
    form->addRow(label, line);
    return line;
}

QLineEdit* ReceivingDialog::addFile(QFormLayout* form, const QString& label,
                                    const std::string& path, const QString& hint)
{
    auto* row = new QHBoxLayout;
    auto* line = new QLineEdit(QString::fromStdString(path), this);
    line->setPlaceholderText(hint);
    row->addWidget(line);
    auto* choose = new QPushButton(tr("Choose…"), this);
    choose->setAccessibleName(tr("Choose %1").arg(QString(label).remove(u'&')));
    choose->setAutoDefault(false);
    row->addWidget(choose);
    auto* name = new QLabel(label, this);
    name->setBuddy(line);
    form->addRow(name, row);
    connect(choose, &QPushButton::clicked, line, [this, line, label] {
        const QString chosen = common::askForFileToOpen(this, QString(label).remove(u'&'),
                                                        line->text(), {tr("All Files (*)")});
        if (!chosen.isEmpty())
            line->setText(chosen);
    });
    return line;
}

commands::ListenOptions ReceivingDialog::entered() const
{
    const auto text = [](const QLineEdit* line) { return line->text().trimmed().toStdString(); };
    return {
        .otlp = text(m_http),
        .grpc = text(m_grpc),
        .files = {.token = text(m_token), .certificate = text(m_certificate), .key = text(m_key)}};
}

void ReceivingDialog::accept()
{
    const std::string keep = m_keep->text().trimmed().toStdString();
    if (const auto kept = m_session.setKeep(keep, m_settings.who().text()); !kept)
        return say(QString::fromStdString(kept.error().message));
    m_settings.setKeep(keep);
    const commands::ListenOptions options = entered();
    // What is received stays connected when only something else was changed.
    if (options == m_session.listening() && m_session.receivingNotice().isEmpty()
        && !m_session.isChanging()) {
        m_settings.setReceiving(options);
        return finish({});
    }
    setChanging(true);
    m_session.receive(options,
                      [this, dialog = QPointer<ReceivingDialog>(this), options,
                       settings = &m_settings](const telemetry::Result<void>& received) {
                          if (received)
                              settings->setReceiving(
                                  options); // also when nobody waits for it any more
                          if (dialog)
                              finish(received);
                      });
}

void ReceivingDialog::finish(const telemetry::Result<void>& received)
{
    setChanging(false);
    if (!received)
        return say(QString::fromStdString(received.error().message));
    if (!m_session.grpcProblem().empty())
        return say(tr("OTLP/HTTP is received there, OTLP/gRPC is not: %1")
                       .arg(QString::fromStdString(m_session.grpcProblem())));
    QDialog::accept();
}

void ReceivingDialog::setChanging(bool isChanging)
{
    m_apply->setEnabled(!isChanging);
    for (QLineEdit* line : {m_http, m_grpc, m_token, m_certificate, m_key, m_keep})
        line->setReadOnly(isChanging);
    if (isChanging)
        say(tr("Changing where it listens …"));
}

void ReceivingDialog::say(const QString& problem)
{
    m_error->setText(common::safeLine(problem.toStdString(), kMostOfProblem));
    m_error->setVisible(true);
}
