<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Root;

use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\Comebacks;
use Modules\ModuleSecurityChecklist\Lib\Ports\Isolations;
use Modules\ModuleSecurityChecklist\Lib\Ports\Line;
use Modules\ModuleSecurityChecklist\Lib\Ports\Returns;
use Modules\ModuleSecurityChecklist\Lib\Ports\RootReadings;
use Modules\ModuleSecurityChecklist\Lib\Ports\Rotations;
use Modules\ModuleSecurityChecklist\Lib\Ports\TraceReadings;
use Modules\ModuleSecurityChecklist\Lib\Ports\UserReadings;

/**
 * What only root can see, asked of the root worker. Believes no shape but the agreed one.
 *
 * @phpstan-import-type SignedIn from UserReadings
 * @phpstan-import-type UsedKey from UserReadings
 * @phpstan-import-type ProgramUser from UserReadings
 * @phpstan-import-type Rotation from Rotations
 * @phpstan-import-type Comeback from Comebacks
 * @phpstan-import-type Told from Comebacks
 * @phpstan-import-type By from Isolations
 * @phpstan-import-type Braked from Isolations
 * @phpstan-import-type Item from TraceReadings
 * @phpstan-import-type Kind from TraceReadings
 */
final class RootLine implements Isolations, Returns, RootReadings, Rotations, TraceReadings, UserReadings
{
    private const REASONS = [
        CannotRead::NOT_SUPPORTED, CannotRead::TIMEOUT, CannotRead::FAILED, CannotRead::MISTYPED, CannotRead::MISSING,
    ];

    private Line $line;

    public function __construct(Line $line)
    {
        $this->line = $line;
    }

    public function runningRules(int $family): ?array
    {
        $rules = $this->ask($family === 4 ? Questions::RULES_V4 : Questions::RULES_V6);
        return $rules === null ? null : self::texts($rules);
    }

    public function jails(): ?array
    {
        $answer = $this->ask(Questions::JAILS);
        if ($answer === null) {
            return null;
        }
        $jails = [];
        foreach (self::mustBeArray($answer) as $jail) {
            $fields = self::mustBeArray($jail);
            $banned = $fields['banned'] ?? null;
            if ($banned !== null && !is_int($banned)) {
                throw self::mistyped();
            }
            $jails[] = ['name' => self::texts([$fields['name'] ?? null])[0], 'banned' => $banned];
        }
        return $jails;
    }

    public function isLxc(): bool
    {
        $isLxc = $this->ask(Questions::LXC);
        if (!is_bool($isLxc)) {
            throw self::mistyped();
        }
        return $isLxc;
    }

    public function devices(): array
    {
        $devices = [];
        foreach (self::mustBeArray($this->ask(Questions::DEVICES)) as $device) {
            $fields = self::mustBeArray($device);
            [$account, $address, $userAgent, $transport] = self::texts([
                $fields['account'] ?? null, $fields['address'] ?? null, $fields['userAgent'] ?? null,
                $fields['transport'] ?? null,
            ]);
            $devices[] = [
                'account' => $account, 'address' => $address, 'userAgent' => $userAgent, 'transport' => $transport,
            ];
        }
        return $devices;
    }

    public function vpnPeers(): ?array
    {
        $answer = $this->ask(Questions::VPN_PEERS);
        if ($answer === null) {
            return null;
        }
        $tunnels = [];
        foreach (self::mustBeArray($answer) as $interface => $peers) {
            $tunnels[(string) $interface] = array_map([self::class, 'vpnPeer'], array_values(self::mustBeArray($peers)));
        }
        return $tunnels;
    }

    /**
     * @param mixed $peer
     *
     * @return array{name: string, endpoint: string|null, networks: list<string>, lastSeen: string|null}
     */
    private static function vpnPeer($peer): array
    {
        $fields = self::mustBeArray($peer);
        return [
            'name' => self::texts([$fields['name'] ?? null])[0],
            'endpoint' => self::textOrNull($fields['endpoint'] ?? null),
            'networks' => self::texts($fields['networks'] ?? null),
            'lastSeen' => self::textOrNull($fields['lastSeen'] ?? null),
        ];
    }

    public function signIns(): array
    {
        $answer = self::mustBeArray($this->ask(Questions::SIGN_INS));
        $signIns = ['web' => self::signedIn($answer['web'] ?? null), 'ssh' => self::signedIn($answer['ssh'] ?? null)];
        if (isset($answer['sshKeys'])) {
            $signIns['sshKeys'] = array_map([self::class, 'usedKey'], array_values(self::mustBeArray($answer['sshKeys'])));
        }
        if (isset($answer['programs'])) {
            $programs = self::mustBeArray($answer['programs']);
            $signIns['programs'] = [
                'since' => self::textOrNull($programs['since'] ?? null),
                'users' => array_map([self::class, 'programUser'], array_values(self::mustBeArray($programs['users'] ?? null))),
                'complete' => self::flag($programs['complete'] ?? null),
            ];
        }
        return $signIns;
    }

    /**
     * @param mixed $key
     *
     * @return UsedKey
     */
    private static function usedKey($key): array
    {
        $fields = self::mustBeArray($key);
        [$fingerprint, $last] = self::texts([$fields['fingerprint'] ?? null, $fields['last'] ?? null]);
        return ['fingerprint' => $fingerprint, 'last' => $last];
    }

    /**
     * @param mixed $user
     *
     * @return ProgramUser
     */
    private static function programUser($user): array
    {
        $fields = self::mustBeArray($user);
        $pbx = isset($fields['pbx']) ? self::mustBeArray($fields['pbx']) : null;
        return [
            'user' => self::texts([$fields['user'] ?? null])[0],
            'pbx' => $pbx === null ? null : [
                'last' => self::texts([$pbx['last'] ?? null])[0], 'count' => self::number($pbx['count'] ?? null),
            ],
            'addresses' => self::addresses($fields['addresses'] ?? null),
            'complete' => self::flag($fields['complete'] ?? null),
        ];
    }

    public function traces(): array
    {
        $answer = self::mustBeArray($this->ask(Questions::TRACES));
        $copies = self::mustBeArray($answer['copies'] ?? null);
        return [
            'copies' => [
                'count' => self::number($copies['count'] ?? null),
                'oldest' => self::numberOrNull($copies['oldest'] ?? null),
                'newest' => self::numberOrNull($copies['newest'] ?? null),
                'complete' => self::flag($copies['complete'] ?? null),
            ],
            'kinds' => array_map([self::class, 'kindOfTrace'], self::byText($answer['kinds'] ?? null)),
        ];
    }

    /**
     * @param mixed $kind
     *
     * @return Kind
     */
    private static function kindOfTrace($kind): array
    {
        $fields = self::mustBeArray($kind);
        if (isset($fields['unknown'])) {
            return self::unknown($fields);
        }
        return ['items' => array_map([self::class, 'trace'], array_values(self::mustBeArray($fields['items'] ?? null)))];
    }

    /**
     * @param mixed $item
     *
     * @return Item
     */
    private static function trace($item): array
    {
        $fields = self::mustBeArray($item);
        [$id, $print, $by] = self::texts([$fields['id'] ?? null, $fields['print'] ?? null, $fields['by'] ?? null]);
        $what = [];
        foreach (self::mustBeArray($fields['what'] ?? null) as $name => $text) {
            $what[(string) $name] = self::texts([$text])[0];
        }
        return [
            'id' => $id, 'print' => $print, 'what' => $what, 'absent' => self::numberOrNull($fields['absent'] ?? null),
            'present' => self::number($fields['present'] ?? null), 'by' => $by, 'former' => self::flag($fields['former'] ?? null),
        ];
    }

    public function open(): array
    {
        return self::rotations($this->ask(Questions::ROTATION));
    }

    public function returns(): array
    {
        $answer = self::mustBeArray($this->ask(Questions::RETURNS));
        return ['rotations' => self::rotations($answer['rotations'] ?? null), 'seen' => self::seen($answer['seen'] ?? null)];
    }

    public function isolation(): array
    {
        $answer = self::mustBeArray($this->ask(Questions::ISOLATION));
        $isolated = isset($answer['isolated']) ? self::mustBeArray($answer['isolated']) : null;
        $calls = isset($answer['calls']) ? self::mustBeArray($answer['calls']) : null;
        return [
            'isolated' => $isolated === null ? null : [
                'networks' => self::texts($isolated['networks'] ?? null),
                'phones' => self::texts($isolated['phones'] ?? null),
                'v4' => self::textOrNull($isolated['v4'] ?? null),
                'v6' => self::textOrNull($isolated['v6'] ?? null),
                'dropped' => self::number($isolated['dropped'] ?? null),
                'by' => self::by($isolated['by'] ?? null),
            ],
            'calls' => $calls === null ? null : [
                'numbers' => self::texts($calls['numbers'] ?? null),
                'inForce' => self::flag($calls['inForce'] ?? null),
                'by' => self::by($calls['by'] ?? null),
            ],
            'brake' => isset($answer['brake']) ? self::braked(self::mustBeArray($answer['brake'])) : null,
        ];
    }

    /**
     * @param array<mixed> $brake
     *
     * @return Braked
     */
    private static function braked(array $brake): array
    {
        $limits = [];
        foreach (self::byText($brake['limits'] ?? null) as $scope => $limit) {
            $of = self::mustBeArray($limit);
            $limits[$scope] = [
                'once' => self::number($of['once'] ?? null),
                'hour' => self::number($of['hour'] ?? null),
                'day' => self::number($of['day'] ?? null),
            ];
        }
        $hours = isset($brake['hours']) ? self::mustBeArray($brake['hours']) : null;
        [$from, $to] = $hours === null ? ['', ''] : self::texts([$hours['from'] ?? null, $hours['to'] ?? null]);
        return [
            'limits' => $limits,
            'hours' => $hours === null ? null : ['days' => self::texts($hours['days'] ?? null), 'from' => $from, 'to' => $to],
            'anytime' => self::texts($brake['anytime'] ?? null),
            'places' => self::texts($brake['places'] ?? null),
            'inForce' => self::flag($brake['inForce'] ?? null),
            'by' => self::by($brake['by'] ?? null),
        ];
    }

    /**
     * @param mixed $by
     *
     * @return By|null
     */
    private static function by($by): ?array
    {
        if ($by === null) {
            return null;
        }
        $fields = self::mustBeArray($by);
        [$plan, $person, $at] = self::texts([$fields['plan'] ?? null, $fields['person'] ?? null, $fields['at'] ?? null]);
        return ['plan' => $plan, 'person' => $person, 'at' => $at];
    }

    /**
     * @param mixed $seen
     *
     * @return Told|array{unknown: string, detail: string}
     */
    private static function seen($seen): array
    {
        $fields = self::mustBeArray($seen);
        if (isset($fields['unknown'])) {
            return self::unknown($fields);
        }
        if (!is_bool($fields['isBehind'] ?? null)) {
            throw self::mistyped();
        }
        $readTo = $fields['readTo'] ?? null;
        return [
            'readTo' => $readTo === null ? null : self::number($readTo),
            'isBehind' => $fields['isBehind'],
            'owners' => array_map([self::class, 'comeback'], self::byText($fields['owners'] ?? null)),
        ];
    }

    /**
     * @param mixed $comeback
     *
     * @return Comeback
     */
    private static function comeback($comeback): array
    {
        $fields = self::mustBeArray($comeback);
        $back = isset($fields['back']) ? self::mustBeArray($fields['back']) : null;
        $refused = isset($fields['refused']) ? self::mustBeArray($fields['refused']) : null;
        return [
            'back' => $back === null ? null : [
                'first' => self::number($back['first'] ?? null),
                'last' => self::number($back['last'] ?? null),
                'address' => self::texts([$back['address'] ?? null])[0],
            ],
            'refused' => $refused === null ? null : [
                'count' => self::number($refused['count'] ?? null),
                'last' => self::number($refused['last'] ?? null),
                'address' => self::texts([$refused['address'] ?? null])[0],
            ],
        ];
    }

    /**
     * @param mixed $values
     *
     * @return array<string, mixed>
     */
    private static function byText($values): array
    {
        $byText = [];
        foreach (self::mustBeArray($values) as $key => $value) {
            $byText[(string) $key] = $value;
        }
        return $byText;
    }

    /**
     * @param array<mixed> $fields
     *
     * @return array{unknown: string, detail: string}
     */
    private static function unknown(array $fields): array
    {
        [$reason, $detail] = self::texts([$fields['unknown'], $fields['detail'] ?? '']);
        return ['unknown' => in_array($reason, self::REASONS, true) ? $reason : CannotRead::MISTYPED, 'detail' => $detail];
    }

    /**
     * @param mixed $rotations
     *
     * @return list<Rotation>
     */
    private static function rotations($rotations): array
    {
        return array_map([self::class, 'rotation'], array_values(self::mustBeArray($rotations)));
    }

    /**
     * @param mixed $rotation
     *
     * @return Rotation
     */
    private static function rotation($rotation): array
    {
        $fields = self::mustBeArray($rotation);
        [$plan, $action, $person] = self::texts([$fields['plan'] ?? null, $fields['action'] ?? null, $fields['person'] ?? null]);
        if (!is_bool($fields['sheetClosed'] ?? null)) {
            throw self::mistyped();
        }
        $owners = [];
        foreach (self::mustBeArray($fields['owners'] ?? null) as $owner => $state) {
            $owners[(string) $owner] = self::texts([$state])[0];
        }
        return [
            'plan' => $plan,
            'action' => $action,
            'person' => $person,
            'playedAt' => self::number($fields['playedAt'] ?? null),
            'until' => self::number($fields['until'] ?? null),
            'sheetClosed' => $fields['sheetClosed'],
            'owners' => $owners,
        ];
    }

    /**
     * @param mixed $service
     *
     * @return SignedIn|array{unknown: string, detail: string}
     */
    private static function signedIn($service): array
    {
        $fields = self::mustBeArray($service);
        if (isset($fields['unknown'])) {
            return self::unknown($fields);
        }
        return [
            'since' => self::textOrNull($fields['since'] ?? null),
            'addresses' => self::addresses($fields['addresses'] ?? null),
            'nameless' => self::number($fields['nameless'] ?? null),
            'complete' => self::flag($fields['complete'] ?? null),
        ];
    }

    /**
     * @param mixed $rows
     *
     * @return list<array{address: string, last: string, count: int}>
     */
    private static function addresses($rows): array
    {
        $addresses = [];
        foreach (self::mustBeArray($rows) as $row) {
            $row = self::mustBeArray($row);
            [$address, $last] = self::texts([$row['address'] ?? null, $row['last'] ?? null]);
            $addresses[] = ['address' => $address, 'last' => $last, 'count' => self::number($row['count'] ?? null)];
        }
        return $addresses;
    }

    /**
     * @param mixed $value
     */
    private static function flag($value): bool
    {
        if (!is_bool($value)) {
            throw self::mistyped();
        }
        return $value;
    }

    /**
     * @param mixed $value
     */
    private static function number($value): int
    {
        if (!is_int($value)) {
            throw self::mistyped();
        }
        return $value;
    }

    /**
     * @param mixed $value
     */
    private static function numberOrNull($value): ?int
    {
        return $value === null ? null : self::number($value);
    }

    /**
     * @param mixed $value
     */
    private static function textOrNull($value): ?string
    {
        return $value === null ? null : self::texts([$value])[0];
    }

    /**
     * @return mixed
     */
    private function ask(string $question)
    {
        $answer = json_decode($this->line->ask($question), true);
        if (!is_array($answer)) {
            throw self::mistyped();
        }
        if (array_key_exists('answer', $answer)) {
            return $answer['answer'];
        }
        $reason = $answer['reason'] ?? null;
        $detail = $answer['detail'] ?? '';
        throw new CannotRead(
            is_string($reason) && in_array($reason, self::REASONS, true) ? $reason : CannotRead::MISTYPED,
            is_string($detail) ? $detail : ''
        );
    }

    /**
     * @param mixed $value
     *
     * @return list<string>
     */
    private static function texts($value): array
    {
        $texts = [];
        foreach (self::mustBeArray($value) as $text) {
            if (!is_string($text)) {
                throw self::mistyped();
            }
            $texts[] = $text;
        }
        return $texts;
    }

    /**
     * @param mixed $value
     *
     * @return array<mixed>
     */
    private static function mustBeArray($value): array
    {
        if (!is_array($value)) {
            throw self::mistyped();
        }
        return $value;
    }

    private static function mistyped(): CannotRead
    {
        return new CannotRead(CannotRead::MISTYPED, 'root worker');
    }
}
