// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/inspector/NodeChoice.h"

#include "ui/rules/RuleWords.h"

#include <QComboBox>

#include <algorithm>

namespace signalbox::ui {

NodeChoices nodeChoices(const NodeSurroundings &surroundings)
{
    NodeChoices choices;
    const auto &nodes = surroundings.route.graph.nodes;
    for (auto it = nodes.cbegin(); it != nodes.cend(); ++it) {
        if (it.key() != surroundings.node)
            choices.append({it.key(), nodeText(it.key(), it.value())});
    }
    std::ranges::sort(choices, {}, [](const auto &one) { return one.second; });
    return choices;
}

void showNodeChoice(QComboBox *box, const NodeSurroundings &surroundings, const QString &chosen,
                    const QString &nowhere)
{
    NodeChoices wanted = nodeChoices(surroundings);
    wanted.prepend({QString(), nowhere});
    const auto isChosen = [&chosen](const auto &one) { return one.first == chosen; };
    if (std::ranges::none_of(wanted, isChosen))
        wanted.append({chosen, chosen}); // a draft may name what is gone
    NodeChoices shown;
    for (int place = 0; place < box->count(); ++place)
        shown.append({box->itemData(place).toString(), box->itemText(place)});
    if (shown != wanted) { // which would close its list
        box->clear();
        for (const auto &[id, text] : wanted)
            box->addItem(text, id);
    }
    box->setCurrentIndex(box->findData(chosen));
}

} // namespace signalbox::ui
