// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/providers/ProviderList.h"

#include "ui/providers/KeyStates.h"
#include "ui/providers/ProviderListDelegate.h"
#include "ui/providers/ProviderPresets.h"
#include "ui/shell/Icon.h"
#include "ui/shell/Theme.h"
#include "ui/widgets/Text.h"

#include <QListWidget>
#include <QMenu>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace signalbox::ui {

using models::Provider;

namespace {
constexpr int usualWidth = 280; // pixels at 100 %
} // namespace

ProviderList::ProviderList(const Theme &theme, const KeyStates &states, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_states(states)
    , m_list(new QListWidget(this))
{
    auto *addButton = new QPushButton(besideIcon(tr("Add a provider")), this);
    addButton->setObjectName(QStringLiteral("addProvider"));
    addButton->setIcon(lineIcon(theme, IconName::Plus));
    addButton->setMenu(makeAddMenu(addButton));
    m_list->setObjectName(QStringLiteral("providerList"));
    m_list->setAccessibleName(tr("Providers"));
    m_list->setItemDelegate(new ProviderListDelegate(theme, m_list));
    m_list->setMouseTracking(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff); // the delegate elides
    setPanel(m_list, ui::Panel::List);
    setTabOrder(addButton, m_list);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(12, 12, 12, 12);
    column->setSpacing(8);
    column->addWidget(addButton);
    column->addWidget(m_list, 1);
    connect(m_list, &QListWidget::currentItemChanged, this, [this](const QListWidgetItem *item) {
        if (item)
            emit providerChosen(item->data(ProviderListDelegate::IdRole).toString());
    });
    connect(&states, &KeyStates::changed, this, &ProviderList::showStates);
}

QMenu *ProviderList::makeAddMenu(QWidget *parent)
{
    auto *menu = new QMenu(parent);
    const auto addKind = [&](ProviderPreset::Kind kind) {
        for (const ProviderPreset &preset : providerPresets()) {
            if (preset.kind == kind)
                menu->addAction(preset.name, this, [this, &preset] { emit presetChosen(preset); });
        }
    };
    addKind(ProviderPreset::Kind::Cloud);
    menu->addSeparator();
    addKind(ProviderPreset::Kind::Local);
    menu->addSeparator();
    addKind(ProviderPreset::Kind::Custom);
    return menu;
}

QString ProviderList::setPolicy(const models::Policy &policy, const QString &wanted)
{
    m_policy = policy;
    const QSignalBlocker quiet(m_list);
    m_list->clear();
    QListWidgetItem *chosen = nullptr;
    for (const Provider &provider : policy.providers) {
        auto *item = new QListWidgetItem(provider.displayName(), m_list);
        item->setData(ProviderListDelegate::IdRole, provider.id);
        if (provider.id == wanted)
            chosen = item;
    }
    if (!chosen && m_list->count() > 0)
        chosen = m_list->item(0);
    m_list->setCurrentItem(chosen);
    showStates();
    return chosen ? chosen->data(ProviderListDelegate::IdRole).toString() : QString();
}

void ProviderList::fitTo(int available)
{
    // The editor beside it is where one types: it gets the larger part.
    setFixedWidth(std::min(m_theme.px(usualWidth), available * 2 / 5));
}

void ProviderList::showStates()
{
    for (int i = 0; i < m_list->count(); ++i) {
        auto *item = m_list->item(i);
        const auto *provider =
            m_policy.provider(item->data(ProviderListDelegate::IdRole).toString());
        if (!provider)
            continue;
        const KeyStates::State state = m_states.state(*provider);
        item->setData(ProviderListDelegate::StateTextRole, state.text);
        item->setData(ProviderListDelegate::StateColorRole, static_cast<int>(state.color));
        item->setData(Qt::AccessibleTextRole,
                      tr("%1: %2").arg(provider->displayName(), state.text));
    }
}

} // namespace signalbox::ui
