// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/signals/ProfileLanguage.h"

#include "routing/signals/Utf8.h"
#include "routing/signals/Words.h"

#include <QtGlobal>

#include <algorithm>
#include <array>
#include <bit>
#include <unordered_map>

namespace signalbox::routing {

namespace {

constexpr std::size_t mostProfiledText = 2048;

struct Profile
{
    std::string_view code;
    std::string_view words;
    std::string_view letters; ///< that few others have
};

constexpr std::array profiles{
    Profile{
        "en",
        "the of and to in is that it for was on are as with be this have from or by what "
        "which how can you i me my please write give make why when where does do an a not if there",
        ""},
    Profile{"de",
            "der die das und ist nicht ich du wir sie es ein eine einen zu den von mit für auf "
            "im dem wie was kann bitte mir auch aber oder wenn werden schreibe warum sind hat",
            "ßäöü"},
    Profile{"fr",
            "le la les des et est que qui dans pour une un pas sur avec je vous nous il elle ce "
            "cette du au plus comment pourquoi mon ma sont être écris moi donne quel quelle",
            "çœèêàùîû"},
    Profile{"es",
            "el la los las de y que en es un una por con para no se del al como más pero cómo "
            "qué mi su está son puedes escribe dame cuál quiero hacer",
            "ñ¿¡íóúá"},
    Profile{"it",
            "il lo la i gli le di e che è un una per non con del della sono come più mi ti si "
            "questo anche perché puoi scrivi cosa dei nel alla",
            "ìòù"},
    Profile{"pt",
            "o a os as de e que em um uma para não com do da dos das por como mais você está são "
            "me meu minha isso escreva qual fazer ao pelo",
            "ãõçâê"},
    Profile{"nl",
            "de het een en van is dat niet ik je zijn op te voor met die aan wat hoe kan maar er "
            "om ook schrijf waarom naar mijn deze wordt",
            ""},
    Profile{"sv",
            "och att det som en ett är på för med inte jag du av den till har kan hur vad skriv "
            "om mig från varför eller",
            "åäö"},
    Profile{"da",
            "og at det som en et er på for med ikke jeg du af den til har kan hvordan hvad skriv "
            "om mig fra hvorfor eller også",
            "æøå"},
    Profile{"nb",
            "og å det som en et er på for med ikke jeg du av den til har kan hvordan hva skriv "
            "om meg fra hvorfor eller også",
            "æøå"},
    Profile{"fi",
            "ja on ei se että hän ovat mutta kun niin minä sinä mikä miten miksi kuin tai myös "
            "voi olla mitä kirjoita minulle tämä",
            "äö"},
    Profile{"pl",
            "i w nie na się to jest z do że jak co czy o dla mi po od ale przez może są napisz "
            "dlaczego jaki tego proszę",
            "łąęśćźżńó"},
    Profile{"cs",
            "a je v se na to že s z do jak co pro ale by jsem si tak nebo kde proč napiš mi není "
            "může jsou tento",
            "řěůšžýčť"},
    Profile{"hu",
            "a az és hogy nem egy van is meg de ez mi mit hogyan miért kérlek nekem írj lehet "
            "vagy csak mint között",
            "őűáéíóöúü"},
    Profile{"ro",
            "și în de la cu nu este un o pe care să ce mai din pentru cum sunt mi scrie dar sau "
            "unei acest vă",
            "țșăâî"},
    Profile{"tr",
            "ve bir bu için ile da de ne nasıl neden mi var çok daha gibi olarak ben sen yaz "
            "bana ama olan lütfen değil",
            "ğşıçöü"},
    Profile{"id",
            "yang dan di untuk dengan tidak ini itu dari ke pada adalah saya anda akan bisa "
            "apa bagaimana mengapa tolong buat tulis dalam juga",
            ""},
    Profile{"vi",
            "và là của có không cho một những trong được với này các tôi bạn như thế nào gì "
            "hãy viết về để khi",
            "ơưđạảấầậắẵếềệốồộớờợụủứừựỳỹ"},
};
static_assert(profiles.size() <= 32);

using Scores = std::array<double, profiles.size()>;

/// Which languages have a word: bits by their place.
const std::unordered_map<quint64, quint32> &wordTable()
{
    static const std::unordered_map<quint64, quint32> made = [] {
        std::unordered_map<quint64, quint32> table;
        for (std::size_t i = 0; i < profiles.size(); ++i) {
            forEachWord(profiles.at(i).words, [&](std::string_view word, std::size_t) {
                table[wordHash(word)] |= 1U << i;
                return true;
            });
        }
        return table;
    }();
    return made;
}

const std::unordered_map<char32_t, quint32> &letterTable()
{
    static const std::unordered_map<char32_t, quint32> made = [] {
        std::unordered_map<char32_t, quint32> table;
        for (std::size_t i = 0; i < profiles.size(); ++i) {
            for (std::size_t at = 0; at < profiles.at(i).letters.size();)
                table[nextCharacter(profiles.at(i).letters, at)] |= 1U << i;
        }
        return table;
    }();
    return made;
}

void addBits(quint32 bits, double points, Scores &scores)
{
    const double each = points / std::popcount(bits);
    for (std::size_t i = 0; i < scores.size(); ++i) {
        if ((bits >> i & 1U) != 0)
            scores.at(i) += each;
    }
}

/// How many letters of each script a text has.
struct Scripts
{
    int latin = 0;
    int cyrillic = 0;
    int ukrainian = 0;
    int bulgarian = 0; ///< ъ, frequent there only
    int russian = 0; ///< ы э ё, which Bulgarian has not
    int greek = 0;
    int hebrew = 0;
    int arabic = 0;
    int persian = 0;
    int devanagari = 0;
    int thai = 0;
    int han = 0;
    int kana = 0;
    int hangul = 0;

    void add(char32_t letter);
    void addCyrillic(char32_t letter);
    [[nodiscard]] std::string_view language() const;
};

void Scripts::add(char32_t letter)
{
    const auto isIn = [letter](char32_t first, char32_t last) {
        return first <= letter && letter <= last;
    };
    if (isIn(U'a', U'z') || isIn(U'A', U'Z') || isIn(0xC0, 0x24F) || isIn(0x1E00, 0x1EFF))
        ++latin;
    else if (isIn(0x400, 0x52F))
        addCyrillic(letter);
    else if (isIn(0x370, 0x3FF))
        ++greek;
    else if (isIn(0x590, 0x5FF))
        ++hebrew;
    else if (isIn(0x600, 0x6FF)) {
        ++arabic;
        constexpr std::u32string_view persianLetters = U"پچژگیک";
        persian += persianLetters.find(letter) != std::u32string_view::npos ? 1 : 0;
    } else if (isIn(0x900, 0x97F))
        ++devanagari;
    else if (isIn(0xE00, 0xE7F))
        ++thai;
    else if (isIn(0x3040, 0x30FF))
        ++kana;
    else if (isIn(0x4E00, 0x9FFF) || isIn(0x3400, 0x4DBF))
        ++han;
    else if (isIn(0xAC00, 0xD7AF))
        ++hangul;
}

void Scripts::addCyrillic(char32_t letter)
{
    constexpr std::u32string_view ukrainianLetters = U"іїєґІЇЄҐ";
    constexpr std::u32string_view russianLetters = U"ыэёЫЭЁ";
    ++cyrillic;
    ukrainian += ukrainianLetters.find(letter) != std::u32string_view::npos ? 1 : 0;
    russian += russianLetters.find(letter) != std::u32string_view::npos ? 1 : 0;
    bulgarian += letter == U'ъ' ? 1 : 0;
}

/// What the script alone tells; empty for Latin letters.
std::string_view Scripts::language() const
{
    struct Row
    {
        int count;
        std::string_view code;
    };
    std::string_view slavic = "ru";
    if (ukrainian > 0)
        slavic = "uk";
    else if (russian == 0 && bulgarian * 50 > cyrillic)
        slavic = "bg";
    const std::array rows{
        Row{cyrillic, slavic},
        Row{greek, "el"},
        Row{hebrew, "he"},
        Row{arabic, persian * 12 > arabic ? "fa" : "ar"},
        Row{devanagari, "hi"},
        Row{thai, "th"},
        Row{3 * (han + kana), kana * 10 > han ? "ja" : "zh"}, // one says as much as three letters
        Row{2 * hangul, "ko"},
    };
    const auto *const best = std::ranges::max_element(rows, {}, &Row::count);
    return best->count > latin ? best->code : std::string_view();
}

std::string_view byWords(std::string_view text)
{
    Scores scores{};
    int words = 0;
    bool isAscii = true;
    forEachWord(text, [&](std::string_view word, std::size_t) {
        ++words;
        const auto found = wordTable().find(wordHash(word));
        if (found != wordTable().end())
            addBits(found->second, 2, scores);
        for (std::size_t at = 0; at < word.size();) {
            const char32_t letter = nextCharacter(word, at);
            isAscii = isAscii && letter < 0x80U;
            if (const auto special = letterTable().find(letter); special != letterTable().end())
                addBits(special->second, 1, scores);
        }
        return true;
    });
    const auto *const best = std::ranges::max_element(scores);
    if (*best >= 0.9)
        return profiles.at(static_cast<std::size_t>(best - scores.begin())).code;
    // Commands of a few plain words ("Fix typos") are English nearly always.
    return isAscii && words >= 2 ? "en" : std::string_view();
}

} // namespace

std::string_view ProfileLanguage::detect(std::string_view utf8) const
{
    const std::string_view text = cutAtCharacter(utf8, mostProfiledText);
    // Code says nothing about the language of who asks, unless there is nothing else.
    const std::size_t fence = text.find("```");
    const std::string_view prose =
        fence == std::string_view::npos || fence < 8 ? text : text.substr(0, fence);
    Scripts scripts;
    for (std::size_t at = 0; at < prose.size();)
        scripts.add(nextCharacter(prose, at));
    if (const std::string_view code = scripts.language(); !code.empty())
        return code;
    return scripts.latin == 0 ? std::string_view() : byWords(prose);
}

} // namespace signalbox::routing
