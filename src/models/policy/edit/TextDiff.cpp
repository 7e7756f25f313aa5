// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/edit/TextDiff.h"

#include <QStringList>

#include <algorithm>
#include <cstddef>
#include <utility>

namespace signalbox::models {

namespace {

using PieceKind = TextPiece::Kind;
using Words = std::vector<QString>;

constexpr std::size_t mostCells = 4'000'000; // of the table of common words

/// Words, and what stands between them, one sign at a time.
Words wordsOf(const QString &text)
{
    Words words;
    bool isInWord = false;
    for (const QChar c : text) {
        const bool isWordSign = c.isLetterOrNumber() || c == u'_' || c.isSurrogate();
        if (isWordSign && isInWord)
            words.back().append(c);
        else
            words.push_back(QString(c));
        isInWord = isWordSign;
    }
    return words;
}

void add(std::vector<TextPiece> &pieces, PieceKind kind, const QString &text)
{
    if (!pieces.empty() && pieces.back().kind == kind)
        pieces.back().text += text;
    else
        pieces.push_back({.kind = kind, .text = text});
}

/// Two lists of words without those that they begin and end with in common.
struct Middles
{
    std::size_t front = 0; ///< words in common
    std::size_t back = 0;

    Middles(const Words &before, const Words &after)
    {
        const std::size_t shorter = std::min(before.size(), after.size());
        while (front < shorter && before[front] == after[front])
            ++front;
        while (back < shorter - front
               && before[before.size() - 1 - back] == after[after.size() - 1 - back])
            ++back;
    }
};

/// Walks along the longest common part.
void addMiddle(std::vector<TextPiece> &pieces, const Words &before, const Words &after)
{
    const std::size_t width = after.size() + 1;
    if ((before.size() + 1) * width > mostCells) {
        for (const QString &word : before)
            add(pieces, PieceKind::Removed, word);
        for (const QString &word : after)
            add(pieces, PieceKind::Added, word);
        return;
    }
    std::vector<int> common((before.size() + 1) * width, 0); // of what is left behind both places
    for (std::size_t i = before.size(); i-- > 0;) {
        for (std::size_t j = after.size(); j-- > 0;) {
            const std::size_t here = i * width + j;
            common[here] = before[i] == after[j] ? common[here + width + 1] + 1
                                                 : std::max(common[here + width], common[here + 1]);
        }
    }
    std::size_t i = 0;
    std::size_t j = 0;
    while (i < before.size() || j < after.size()) {
        const std::size_t here = i * width + j;
        if (i < before.size() && j < after.size() && before[i] == after[j]) {
            add(pieces, PieceKind::Same, before[i]);
            ++i;
            ++j;
        } else if (j == after.size()
                   || (i < before.size() && common[here + width] >= common[here + 1])) {
            add(pieces, PieceKind::Removed, before[i++]);
        } else {
            add(pieces, PieceKind::Added, after[j++]);
        }
    }
}

Words part(const Words &words, std::size_t front, std::size_t back)
{
    return {words.begin() + static_cast<std::ptrdiff_t>(front),
            words.end() - static_cast<std::ptrdiff_t>(back)};
}

} // namespace

std::vector<TextPiece> textDiff(const QString &before, const QString &after)
{
    const Words old = wordsOf(before);
    const Words now = wordsOf(after);
    const Middles middles(old, now);
    std::vector<TextPiece> pieces;
    for (std::size_t i = 0; i < middles.front; ++i)
        add(pieces, PieceKind::Same, old[i]);
    addMiddle(pieces, part(old, middles.front, middles.back),
              part(now, middles.front, middles.back));
    for (std::size_t i = old.size() - middles.back; i < old.size(); ++i)
        add(pieces, PieceKind::Same, old[i]);
    return pieces;
}

} // namespace signalbox::models
