// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/providers/CheckPanel.h"

#include "ui/providers/CheckWords.h"
#include "ui/providers/KeyStates.h"
#include "ui/widgets/StateDot.h"
#include "ui/widgets/Text.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QPointer>
#include <QPushButton>
#include <QVBoxLayout>

namespace signalbox::ui {

using routing::ProviderCheck;
using routing::ProviderCheckResult;

CheckPanel::CheckPanel(const Theme &theme, KeyStates &states, MakeCheck makeCheck, QWidget *parent)
    : QWidget(parent)
    , m_states(states)
    , m_makeCheck(std::move(makeCheck))
    , m_test(new QPushButton(tr("Test connection"), this))
    , m_dot(new StateDot(theme, this))
    , m_result(makeLabel({}, TextRole::Body, this))
    , m_listTitle(makeLabel({}, TextRole::Strong, this))
    , m_models(new QListWidget(this))
    , m_use(new QPushButton(tr("Offer these to clients"), this))
{
    m_test->setObjectName(QStringLiteral("testConnection"));
    m_test->setToolTip(tr("Ask the provider for its models with the key above"));
    m_result->setObjectName(QStringLiteral("checkResult"));
    m_result->setWordWrap(true);
    m_listTitle->setWordWrap(true);
    m_models->setAccessibleName(tr("Models"));
    // It takes what height is left rather than make the page scroll for its sake.
    m_models->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Ignored);
    m_models->setMinimumHeight(96);
    m_models->setSpacing(2);
    m_models->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_use->setToolTip(tr("List these models to clients that ask what there is"));

    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(m_test);
    row->addWidget(m_dot);
    row->addWidget(m_result, 1);
    auto *listRow = new QHBoxLayout;
    listRow->addWidget(m_listTitle, 1);
    listRow->addWidget(m_use);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addLayout(row);
    column->addLayout(listRow);
    column->addWidget(m_models, 1);

    connect(m_test, &QPushButton::clicked, this, &CheckPanel::toggle);
    connect(m_use, &QPushButton::clicked, this, [this] {
        QStringList models;
        for (int i = 0; i < m_models->count(); ++i) {
            if (m_models->selectedItems().isEmpty() || m_models->item(i)->isSelected())
                models.append(m_models->item(i)->text());
        }
        m_use->hide();
        emit modelsChosen(models);
    });
    m_dot->hide();
    m_use->hide();
}

void CheckPanel::setProvider(const models::Provider &provider)
{
    const bool isAnother = provider.id != m_provider.id;
    m_provider = provider;
    setVisible(provider.dialect != models::ProviderDialect::Simulated);
    if (!isAnother)
        return;
    stop();
    m_result->clear();
    m_dot->hide();
    m_use->hide();
    showModels(provider.models);
}

void CheckPanel::toggle()
{
    if (m_isRunning) {
        stop();
        m_result->setText(tr("Cancelled."));
        m_dot->hide();
        return;
    }
    m_isRunning = true;
    m_test->setText(tr("Cancel"));
    m_result->setText(tr("Asking %1…").arg(m_provider.displayName()));
    m_dot->setColor(StateDot::Color::Muted);
    m_dot->show();
    m_check = m_makeCheck(this);
    connect(m_check, &ProviderCheck::finished, this, &CheckPanel::finish);
    m_states.readKey(m_provider, m_check,
                     [guard = QPointer<CheckPanel>(this), check = QPointer<ProviderCheck>(m_check),
                      provider = m_provider](const QByteArray &key) {
                         if (guard && check && guard->m_check == check)
                             check->start(provider, key);
                     });
}

void CheckPanel::finish(const ProviderCheckResult &result)
{
    stop();
    m_dot->setColor(result.ok ? StateDot::Color::Success : StateDot::Color::Danger);
    m_dot->show();
    m_result->setText(checkText(m_provider, result));
    if (result.ok) {
        showModels(result.models);
        m_use->setVisible(!result.models.isEmpty() && result.models != m_provider.models);
    }
}

void CheckPanel::stop()
{
    m_isRunning = false;
    m_test->setText(tr("Test connection"));
    if (m_check) {
        m_check->cancel();
        m_check->deleteLater();
        m_check = nullptr;
    }
}

void CheckPanel::showModels(const QStringList &models)
{
    m_models->clear();
    m_models->addItems(models);
    m_listTitle->setText(models.isEmpty()
                             ? tr("No models listed yet: test the connection to fetch them.")
                             : tr("%n model(s)", nullptr, static_cast<int>(models.size())));
    setTone(m_listTitle, Tone::Neutral);
    m_models->setVisible(!models.isEmpty());
}

} // namespace signalbox::ui
