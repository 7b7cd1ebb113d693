<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Brake;

use Modules\ModuleSecurityChecklist\Lib\Isolation\WaysOut;

/**
 * A brake as lines of the dialplan: contexts of its own that look up where a number leads and count, and two lines in front of
 * every call over a provider. It holds in Asterisk itself, call by call, without the module; what is counted is in Asterisk's own
 * database, by hour and day, and survives its restart.
 */
final class BrakeDialplan
{
    /** Seen in a file of Asterisk's: whose it is. */
    public const NAME = 'security-checklist-brake';
    private const PLACE = self::NAME . '-place';
    /** In Asterisk's own database. */
    private const FAMILY = 'SecurityChecklistBrake';
    private const COUNTED = 'SECURITY_CHECKLIST_COUNTED';
    /** "Call rejected" (Q.850). */
    private const CAUSE = 21;
    /** Shorter numbers that nobody can tell are free. */
    private const SHORTEST_TOLD = 9;
    /** What the caller hears, by the reason. */
    private const SOUNDS = [
        'place' => 'im-sorry&feature-not-avail-line',
        'hours' => 'im-sorry&feature-not-avail-line&please-try-again',
        'once' => 'simul-call-limit-reached',
        'hour' => 'im-sorry&all-circuits-busy-now',
        'day' => 'im-sorry&all-circuits-busy-now',
    ];

    private Brake $brake;

    public function __construct(Brake $brake)
    {
        $this->brake = $brake;
    }

    /**
     * For one way out, before it dials: `number` is what the provider gets, `EXTEN` what was dialled.
     *
     * @param array<mixed> $route a row of Core's
     */
    public function linesFor(array $route): string
    {
        $id = preg_replace('/[^0-9A-Za-z_-]/', '', self::textIn($route, 'id'));
        $put = (string) preg_replace('/[^0-9*#+]/', '', self::textIn($route, 'prepend'));
        $size = strlen($put);
        [$cut, $else] = $this->brake->isPart($put) ? [0, $size] : [$size, 0];
        return implode("\n\t", [
            'same => n,Gosub(' . self::NAME . ",s,1($id,$else,\${EXTEN},$cut))",
            'same => n,ExecIf($["${GOSUB_RETVAL}" != ""]?Hangup(' . self::CAUSE . '))',
        ]) . "\n";
    }

    /**
     * Contexts of its own.
     */
    public function contexts(): string
    {
        return $this->main() . $this->place() . $this->tables();
    }

    /**
     * Whether Asterisk's file brakes every way out, with these very rules.
     */
    public function isIn(string $dialplan): bool
    {
        $lines = preg_quote('same => n,Gosub(' . self::NAME . ',s,1(', '/') . '[0-9A-Za-z_-]*,[0-9]+,'
            . preg_quote('${EXTEN},', '/') . '[0-9]+' . preg_quote(')) same => n,ExecIf($["${GOSUB_RETVAL}" != ""]?Hangup(' . self::CAUSE . '))', '/');
        $text = self::plain($dialplan);
        return preg_match_all("/$lines/", $text) === WaysOut::in($dialplan)
            && substr_count($text, self::plain($this->contexts())) === 1;
    }

    public static function isAnywhereIn(string $dialplan): bool
    {
        return strpos($dialplan, self::NAME) !== false;
    }

    private static function plain(string $text): string
    {
        return trim((string) preg_replace('/\s+/', ' ', $text));
    }

    private function main(): string
    {
        $lines = array_merge(
            $this->told(),
            $this->allowed(),
            $this->atOnce(),
            $this->counts(),
            self::refusals()
        );
        return '[' . self::NAME . "]\nexten => s,1,NoOp()\n\tsame => n" . implode("\n\tsame => n", $lines) . "\n\n";
    }

    /**
     * Where the number leads, and who calls.
     *
     * @return list<string> each with what stands behind `n`
     */
    private function told(): array
    {
        $unknown = '$["${place}" = "unknown" & ${ARG2} > 0 & ${LEN(${sent})} > ${ARG2}]';
        $account = '${FILTER(0-9A-Za-z_\-,';
        return [
            ',Set(LOCAL(sent)=${number:${ARG4}})',
            ',Gosub(' . self::PLACE . ',s,1(${sent}))',
            ',Set(LOCAL(place)=${GOSUB_RETVAL})',
            ",ExecIf($unknown?Gosub(" . self::PLACE . ',s,1(${sent:${ARG2}})))',
            ',ExecIf($["${place}" = "unknown"]?Set(LOCAL(place)=${GOSUB_RETVAL}))',
            ',ExecIf($["${place}" = "unknown" & ${LEN(${sent})} < ' . self::SHORTEST_TOLD . ']?Set(LOCAL(place)=free))',
            ',ExecIf($["${place}" = "free"]?Return())',
            ',ExecIf(' . self::isOne($this->brake->numbers(), '${ARG3}') . '?Return())',
            ",Set(LOCAL(who)=$account\${FROM_PEER})})",
            ",ExecIf(\$[\"\${who}\" = \"\"]?Set(LOCAL(who)=$account\${CALLERID(num)})}))",
            ',ExecIf($["${who:-3}" = "-WS"]?Set(LOCAL(who)=${who:0:-3}))',
            ',ExecIf($["${who:-4}" = "-TLS"]?Set(LOCAL(who)=${who:0:-4}))',
            ',Set(LOCAL(who)=${IF($["${who}" = ""]?nobody:${who:0:64})})',
        ];
    }

    /**
     * @return list<string>
     */
    private function allowed(): array
    {
        $lines = [',GotoIf(' . self::isOne($this->brake->places(), '${place}') . '?known:no-place)', '(known),NoOp()'];
        $hours = $this->brake->hours();
        if ($hours === null) {
            return $lines;
        }
        $lines[] = ',GotoIf(' . self::isOne($this->brake->anytime(), '${who}') . '?open)';
        [$hour, $minute] = array_map('intval', explode(':', $hours['to']));
        $last = $hour * 60 + $minute - 1;
        foreach ($hours['days'] as $day) {
            $lines[] = sprintf(',GotoIfTime(%s-%02d:%02d,%s,*,*?open)', $hours['from'], intdiv($last, 60), $last % 60, $day);
        }
        return array_merge($lines, [',Goto(no-hours)', '(open),NoOp()']);
    }

    /**
     * Counted first, so that of two at the same moment none slips through.
     *
     * @return list<string>
     */
    private function atOnce(): array
    {
        $lines = [];
        foreach (self::groups() as [$category, $group]) {
            $lines[] = ",Set(GROUP($category)=$group)";
        }
        foreach (self::groups() as $scope => [$category, $group]) {
            $limit = $this->brake->limits()[$scope]['once'];
            if ($limit > 0) {
                $lines[] = ",GotoIf($[\${GROUP_COUNT($group@$category)} > $limit]?no-once)";
            }
        }
        return $lines;
    }

    /**
     * Those of an hour and a day. A call that is tried over another route after the first counts once for its account and the PBX.
     *
     * @return list<string>
     */
    private function counts(): array
    {
        $reads = [];
        $writes = [];
        foreach (self::groups() as $scope => [, $group]) {
            foreach (['hour', 'day'] as $unit) {
                $limit = $this->brake->limits()[$scope][$unit];
                if ($limit === 0) {
                    continue;
                }
                $key = self::FAMILY . "/$unit-$scope-$group";
                $count = "$unit$scope";
                $isNew = $scope === 'route' ? '1' : '"${COUNTED}" != "${ARG3}"';
                $isNew = str_replace('COUNTED', self::COUNTED, $isNew);
                $reads[] = ",Set(LOCAL($count)=\${DB($key)})";
                $reads[] = ",Set(LOCAL($count)=\${IF($[\"\${CUT($count,-,1)}\" = \"\${{$unit}}\"]?\${CUT($count,-,2)}:0)})";
                $reads[] = ",GotoIf($[\${{$count}} >= $limit & $isNew]?no-$unit)";
                $writes[] = ",ExecIf($[$isNew]?Set(DB($key)=\${{$unit}}-$[\${{$count}} + 1]))";
            }
        }
        return array_merge(
            [',Set(LOCAL(hour)=${STRFTIME(${EPOCH},,%Y%m%d%H)})', ',Set(LOCAL(day)=${hour:0:8})'],
            $reads,
            $writes,
            [',Set(' . self::COUNTED . '=${ARG3})', ',Return()']
        );
    }

    /**
     * @return list<string>
     */
    private static function refusals(): array
    {
        $lines = [];
        foreach (self::SOUNDS as $why => $sounds) {
            $lines[] = "(no-$why),Set(LOCAL(why)=$why)";
            $lines[] = ",Set(LOCAL(sounds)=$sounds)";
            $lines[] = ',Goto(refused)';
        }
        $lines[] = '(refused),NoOp()';
        foreach (self::groups() as [$category]) {
            $lines[] = ",Set(GROUP($category)=)";
        }
        return array_merge($lines, [
            ',Set(DB(' . self::FAMILY . '/refused-${why})=${EPOCH}-${who}-${place})',
            ',Log(NOTICE,Security checklist: call of ${who} to ${place} refused: ${why})',
            ',Playback(${sounds},noanswer)',
            ',Return(${why})',
        ]);
    }

    /**
     * @return array<string, array{string, string}> category and group by scope
     */
    private static function groups(): array
    {
        return [
            'account' => ['scbaccount', '${who}'],
            'route' => ['scbroute', '${ARG1}'],
            'pbx' => ['scbpbx', 'all'],
        ];
    }

    /**
     * @param list<string> $texts letters, digits, `-` and `_`
     */
    private static function isOne(array $texts, string $of): string
    {
        return '$["${REGEX("^(' . ($texts === [] ? ' ' : implode('|', $texts)) . ")$\" $of)}\" = \"1\"]";
    }

    private function place(): string
    {
        return '[' . self::PLACE . "]\n"
            . 'exten => s,1,ExecIf($["${FILTER(0-9,${ARG1:1})}" != "${ARG1:1}"]?Return(unknown))' . "\n\t"
            . 'same => n,ExecIf($["${FILTER(0-9\+,${ARG1:0:1})}" = ""]?Return(unknown))' . "\n\t"
            . 'same => n,Goto(' . self::NAME . "-first,\${ARG1},1)\n\n";
    }

    private function tables(): string
    {
        $text = '';
        foreach (['first', 'world', 'bare'] as $name) {
            $text .= '[' . self::NAME . "-$name]\n";
            foreach ($this->brake->table($name) as ['goes' => $goes, 'heads' => $heads]) {
                foreach ($heads as $head) {
                    $text .= 'exten => ' . self::pattern($head) . ',1,' . self::leads($goes) . "\n";
                }
            }
            $text .= "exten => _[0-9+]!,1,Return(unknown)\n\n";
        }
        return $text;
    }

    /**
     * Asterisk takes the pattern that is told apart by more digits first, and one of a length before one of any.
     */
    private static function pattern(string $head): string
    {
        [$digits, $isExact, $length] = Brake::head($head);
        $more = str_repeat('X', $length - strlen($digits)) . ($isExact ? '' : '!');
        return $more === '' ? $digits : "_$digits$more";
    }

    private static function leads(string $goes): string
    {
        if ($goes === 'bare') {
            return 'Goto(' . self::NAME . '-bare,${EXTEN},1)';
        }
        if (strpos($goes, 'cut') !== 0) {
            return "Return($goes)";
        }
        $sizes = explode('.', substr($goes, 3));
        $last = (string) array_pop($sizes);
        $lines = [];
        foreach ($sizes as $size) {
            $lines[] = 'Gosub(' . self::NAME . "-world,\${EXTEN:$size},1)";
            $lines[] = 'ExecIf($["${GOSUB_RETVAL}" != "unknown"]?Return(${GOSUB_RETVAL}))';
        }
        $lines[] = 'Goto(' . self::NAME . "-world,\${EXTEN:$last},1)";
        return implode("\n\tsame => n,", $lines);
    }

    /**
     * @param array<mixed> $row
     */
    private static function textIn(array $row, string $name): string
    {
        $value = $row[$name] ?? '';
        return is_scalar($value) ? (string) $value : '';
    }
}
