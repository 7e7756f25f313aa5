// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/inspector/predicate/SignalChooser.h"

#include "ui/rules/inspector/predicate/ConditionWords.h"

#include <QComboBox>
#include <QCompleter>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QStandardItemModel>
#include <QStringListModel>

#include <utility>

namespace signalbox::ui {

using models::SignalKind;
using models::SignalName;

SignalChooser::SignalChooser(QWidget *parent)
    : QWidget(parent)
    , m_kinds(new QComboBox(this))
    , m_argument(new QLineEdit(this))
    , m_headers(new QStringListModel(this))
    , m_metadata(new QStringListModel(this))
    , m_body(new QStringListModel(this))
{
    m_kinds->setObjectName(QStringLiteral("signalKind"));
    m_kinds->setAccessibleName(tr("What is looked at"));
    m_kinds->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_kinds->setMinimumContentsLength(8);
    m_kinds->setMaxVisibleItems(20);
    m_argument->setObjectName(QStringLiteral("signalArgument"));
    m_argument->setAccessibleName(tr("Name of the field"));
    auto *completer = new QCompleter(m_argument);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    m_argument->setCompleter(completer);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    row->addWidget(m_kinds, 1);
    row->addWidget(m_argument, 1);
    setFocusProxy(m_kinds);
    fillKinds();
    showKind(m_name.kind);
    connect(m_kinds, &QComboBox::activated, this, [this] {
        const auto kind = static_cast<SignalKind>(m_kinds->currentData().toInt());
        if (kind != m_name.kind)
            m_argument->setText(kind == SignalKind::Body ? QStringLiteral("/") : QString());
        showKind(kind);
        tell();
    });
    connect(m_argument, &QLineEdit::editingFinished, this, &SignalChooser::tell);
}

void SignalChooser::fillKinds()
{
    auto *model = new QStandardItemModel(m_kinds);
    for (const SignalGroup &group : signalGroups()) {
        auto *head = new QStandardItem(group.name); // owned by the model
        head->setFlags(Qt::NoItemFlags);
        QFont font = m_kinds->font();
        font.setBold(true);
        head->setFont(font);
        model->appendRow(head);
        for (const SignalKind kind : group.kinds) {
            auto *item = new QStandardItem(signalKindText(kind));
            item->setData(static_cast<int>(kind), Qt::UserRole);
            model->appendRow(item);
        }
    }
    m_kinds->setModel(model);
}

void SignalChooser::showKind(SignalKind kind)
{
    m_name.kind = kind;
    m_kinds->setCurrentIndex(m_kinds->findData(static_cast<int>(kind)));
    m_argument->setVisible(hasArgument(kind));
    switch (kind) {
    case SignalKind::Header:
        m_argument->setPlaceholderText(tr("x-team"));
        m_argument->completer()->setModel(m_headers);
        break;
    case SignalKind::Metadata:
        m_argument->setPlaceholderText(tr("user_id"));
        m_argument->completer()->setModel(m_metadata);
        break;
    case SignalKind::Body:
        m_argument->setPlaceholderText(QStringLiteral("/tools/0/name"));
        m_argument->completer()->setModel(m_body);
        break;
    default:
        break;
    }
}

void SignalChooser::setName(const SignalName &name)
{
    const bool isWriting = m_argument->hasFocus() && m_argument->isModified()
        && name.kind == m_name.kind && name.argument == m_name.argument;
    m_name = name;
    showKind(name.kind);
    if (!isWriting)
        m_argument->setText(name.argument);
}

SignalName SignalChooser::name() const
{
    SignalName name{.kind = m_name.kind, .argument = {}};
    if (!hasArgument(name.kind))
        return name;
    name.argument = m_argument->text().trimmed();
    if (name.kind == SignalKind::Header)
        name.argument = name.argument.toLower();
    if (name.kind == SignalKind::Body && !name.argument.startsWith(u'/'))
        name.argument.prepend(u'/');
    return name;
}

void SignalChooser::setArguments(SignalKind kind, const QStringList &arguments)
{
    QStringListModel *model = kind == SignalKind::Header ? m_headers
        : kind == SignalKind::Metadata                   ? m_metadata
                                                         : m_body;
    if (model->stringList() != arguments)
        model->setStringList(arguments);
}

void SignalChooser::tell()
{
    const SignalName now = name();
    m_argument->setModified(false);
    m_name = now;
    emit chosen(now);
}

} // namespace signalbox::ui
