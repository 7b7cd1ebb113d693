<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan;

use Modules\ModuleSecurityChecklist\Lib\Facts\AuthorizedKeys;
use Modules\ModuleSecurityChecklist\Lib\Facts\SecurityMode;
use Modules\ModuleSecurityChecklist\Lib\Isolation\Isolation;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\Sealer;

/**
 * What plans can change, as Core's database holds it: rows as they are, nothing left out. Secrets only of those who were asked
 * for, and without the secrets. Immutable.
 *
 * @phpstan-type Row array<string, string|null>
 * @phpstan-type Box array{permit: string, category: string, protocol: string, from: string, to: string}
 */
final class Config
{
    public const FIREWALL = 'PBXFirewallEnabled';
    public const FAIL2BAN = 'PBXFail2BanEnabled';
    public const RELEASE = 'PBXVersion';
    /** On: no password opens SSH. */
    public const KEYS_ONLY = 'SSHDisablePasswordLogins';
    public const SWITCHES = [self::FIREWALL, self::FAIL2BAN, self::KEYS_ONLY];
    public const MODE = SecurityMode::KEY;
    public const ORIGINS = 'ARIAllowedOrigins';
    public const SSH_KEYS = 'SSHAuthorizedKeys';
    /** Who alone gets in, whom calls may go to, and how many abroad: settings of the module among Core's own, nothing where all is as always. */
    public const ISOLATION = 'SecurityChecklistIsolation';
    public const CALLS = 'SecurityChecklistCallsStop';
    public const BRAKE = 'SecurityChecklistCallsBrake';
    public const STANDING = [self::ISOLATION, self::CALLS, self::BRAKE];
    /** Those that a plan can set. */
    public const SETTINGS = [
        self::FIREWALL, self::FAIL2BAN, self::KEYS_ONLY, self::MODE, self::ORIGINS, self::ISOLATION, self::CALLS,
        self::BRAKE, self::SSH_KEYS,
    ];
    /** Origins of ARI where nothing is said, too. */
    public const EVERY_PAGE = ['*'];

    private const ALLOW = 'allow';
    private const ON = '1';

    /** @var array<int, Row> of m_NetworkFilters by id */
    private array $filters;
    /** @var list<Row> of m_FirewallRules in the order of their ids */
    private array $rules;
    /** @var array<string, string> by key, as Core takes it: stored, or of the factory; none that the release does not have */
    private array $settings;
    /** @var Row|null of m_Fail2BanRules with id 1, the one that Core takes */
    private ?array $fail2ban;
    private bool $hasOrder;
    /** @var list<int> */
    private array $usedFilters;
    /** @var array<string, StoredSecret> by owner */
    private array $secrets;
    private Sealer $sealer;
    /** @var array<string, Row> by owner (Limits) */
    private array $limits;

    /**
     * @param array<int, Row>       $filters
     * @param list<Row>             $rules
     * @param array<string, string> $settings
     * @param Row|null              $fail2ban
     * @param bool                  $hasOrder    since 2026: rules have an order of their own, and IPv6 is filtered, too
     * @param list<int>             $usedFilters ids that accounts, providers, AMI users or API keys refer to
     * @param array<string, StoredSecret> $secrets by owner; those that are not there are left out
     * @param array<string, Row>    $limits      of programs, by owner (Limits)
     */
    public function __construct(
        array $filters,
        array $rules,
        array $settings,
        ?array $fail2ban,
        bool $hasOrder,
        array $usedFilters,
        array $secrets = [],
        ?Sealer $sealer = null,
        array $limits = []
    ) {
        $this->filters = $filters;
        $this->rules = $rules;
        $this->settings = $settings;
        $this->fail2ban = $fail2ban;
        $this->hasOrder = $hasOrder;
        $this->usedFilters = $usedFilters;
        $this->secrets = $secrets;
        $this->sealer = $sealer ?? new NoSealer();
        $this->limits = $limits;
    }

    /**
     * @return array<int, Row>
     */
    public function filters(): array
    {
        return $this->filters;
    }

    /**
     * @return Row|null
     */
    public function filter(int $id): ?array
    {
        return $this->filters[$id] ?? null;
    }

    /**
     * @return list<Row>
     */
    public function rulesOf(int $id): array
    {
        return array_values(array_filter(
            $this->rules,
            static function (array $rule) use ($id): bool {
                return $rule['networkfilterid'] === (string) $id;
            }
        ));
    }

    /**
     * Allowed rows with the permit of their filter; rows without a filter open nothing.
     *
     * @return list<Box>
     */
    public function openings(): array
    {
        return $this->rows(true);
    }

    /**
     * Rows that are not allowed. Core makes nothing of them: what they close, another one may open.
     *
     * @return list<Box>
     */
    public function closings(): array
    {
        return $this->rows(false);
    }

    /**
     * Of each box of a rule whether all of its rows are allowed; null: some are.
     *
     * @return array<string, bool|null> by category
     */
    public function boxes(int $id): array
    {
        $boxes = [];
        foreach ($this->rulesOf($id) as $rule) {
            $category = (string) $rule['category'];
            $allow = $rule['action'] === self::ALLOW;
            $boxes[$category] = array_key_exists($category, $boxes) && $boxes[$category] !== $allow ? null : $allow;
        }
        ksort($boxes, SORT_STRING);
        return $boxes;
    }

    /**
     * @return Row|null
     */
    public function fail2ban(): ?array
    {
        return $this->fail2ban;
    }

    public function setting(string $key): string
    {
        return $this->settings[$key] ?? '';
    }

    public function isOn(string $key): bool
    {
        return trim($this->setting($key)) === self::ON;
    }

    /**
     * The security mode in force; null: the release has none.
     */
    public function mode(): ?string
    {
        return isset($this->settings[self::MODE]) ? SecurityMode::inForce($this->settings[self::MODE]) : null;
    }

    /**
     * Whether this release has it.
     */
    public function hasSetting(string $key): bool
    {
        return isset($this->settings[$key]);
    }

    /**
     * Web pages that may use ARI, as Core reads the setting.
     *
     * @return list<string>
     */
    public function origins(): array
    {
        $origins = array_values(array_diff(array_map('trim', explode(',', $this->setting(self::ORIGINS))), ['']));
        return $origins === [] || in_array('*', $origins, true) ? self::EVERY_PAGE : $origins;
    }

    /**
     * Fingerprints of keys that open SSH.
     *
     * @return list<string>
     */
    public function sshKeys(): array
    {
        return array_column(AuthorizedKeys::in($this->setting(self::SSH_KEYS)), 'fingerprint');
    }

    /**
     * @return Row|null null: there is no such program
     */
    public function limit(string $owner): ?array
    {
        return $this->limits[$owner] ?? null;
    }

    /**
     * @return array<string, Row>
     */
    public function limits(): array
    {
        return $this->limits;
    }

    /**
     * @param Row $row
     */
    public function withLimit(string $owner, array $row): self
    {
        $new = clone $this;
        $new->limits[$owner] = $row;
        return $new;
    }

    public function withoutLimit(string $owner): self
    {
        $new = clone $this;
        unset($new->limits[$owner]);
        return $new;
    }

    /**
     * Who keeps access; null: the PBX is not isolated.
     */
    public function isolation(): ?Isolation
    {
        return Isolation::read($this->setting(self::ISOLATION));
    }

    public function hasOrder(): bool
    {
        return $this->hasOrder;
    }

    public function isUsed(int $id): bool
    {
        return in_array($id, $this->usedFilters, true);
    }

    /**
     * null: there is none, or nobody asked for it.
     */
    public function secret(string $owner): ?StoredSecret
    {
        return $this->secrets[$owner] ?? null;
    }

    public function withSecret(string $owner, StoredSecret $secret): self
    {
        $new = clone $this;
        $new->secrets[$owner] = $secret;
        return $new;
    }

    /**
     * Of the secret itself nothing is kept here.
     *
     * @throws CannotRead when there is no key
     */
    public function withNewSecret(string $owner, string $secret): self
    {
        $is = $this->secret($owner);
        return $is === null ? $this : $this->withSecret($owner, $is->renewed($this->sealer->printOf($owner, $secret)));
    }

    /**
     * @param Row       $filter
     * @param list<Row> $rules  all rows of that filter
     */
    public function withRule(int $id, array $filter, array $rules): self
    {
        $new = $this->withoutRule($id);
        $new->filters[$id] = $filter;
        $new->rules = array_merge($new->rules, $rules);
        return $new;
    }

    public function withoutRule(int $id): self
    {
        $new = clone $this;
        unset($new->filters[$id]);
        $new->rules = array_values(array_filter(
            $this->rules,
            static function (array $rule) use ($id): bool {
                return $rule['networkfilterid'] !== (string) $id;
            }
        ));
        return $new;
    }

    /**
     * @param Row|null $row
     */
    public function withFail2ban(?array $row): self
    {
        $new = clone $this;
        $new->fail2ban = $row;
        return $new;
    }

    public function withSetting(string $key, string $value): self
    {
        $new = clone $this;
        $new->settings[$key] = $value;
        return $new;
    }

    /**
     * @return list<Box>
     */
    private function rows(bool $allowed): array
    {
        $rows = [];
        foreach ($this->rules as $rule) {
            $filter = $this->filters[(int) $rule['networkfilterid']] ?? null;
            if ($filter !== null && ($rule['action'] === self::ALLOW) === $allowed) {
                $rows[] = [
                    'permit' => trim((string) $filter['permit']),
                    'category' => (string) $rule['category'],
                    'protocol' => strtolower(trim((string) $rule['protocol'])),
                    'from' => trim((string) $rule['portfrom']),
                    'to' => trim((string) $rule['portto']),
                ];
            }
        }
        return $rows;
    }
}
