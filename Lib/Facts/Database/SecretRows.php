<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Facts\Database;

use Modules\ModuleSecurityChecklist\Lib\Facts\ManualAttributes;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\Rows;
use Modules\ModuleSecurityChecklist\Lib\Secrets\About;

/**
 * Every secret that lets somebody into this PBX, as it is in force, with its owner. For those who make something
 * else of it at once: it must not be kept, logged or handed on.
 *
 * @phpstan-import-type AccountRow from AccountRows
 * @phpstan-type Owned array{owner: string, secret: string, about: About}
 */
final class SecretRows
{
    private Rows $rows;
    private Schema $schema;
    private Settings $settings;
    private ProviderRows $providers;

    public function __construct(
        Rows $rows,
        Schema $schema,
        Settings $settings,
        ProviderRows $providers
    ) {
        $this->rows = $rows;
        $this->schema = $schema;
        $this->settings = $settings;
        $this->providers = $providers;
    }

    /**
     * Name of the company or of the PBX, which is about every secret.
     *
     * @throws CannotRead
     */
    public function company(): string
    {
        return $this->settings->text('Name');
    }

    /**
     * Of AMI users, ARI users, inbound providers. Whole or not at all: a list that lacks some would look like one
     * without weak secrets among them.
     *
     * @return list<Owned>
     *
     * @throws CannotRead
     */
    public function ofOthers(): array
    {
        $company = $this->company();
        return array_merge($this->ofAmiUsers($company), $this->ofAriUsers($company), $this->ofProviders($company));
    }

    /**
     * @param list<AccountRow> $rows
     *
     * @return list<Owned> in the same order
     *
     * @throws CannotRead
     */
    public function ofAccounts(array $rows): array
    {
        $company = $this->company();
        $owned = [];
        foreach ($rows as $row) {
            $about = new About(
                $row['name'],
                $row['number'],
                $row['mobile'],
                ManualAttributes::of($row['attributes'])->override('auth', 'username') ?? '',
                $row['email'],
                $company
            );
            $owned[] = ['owner' => self::ownerOf($row), 'secret' => self::secretOf($row), 'about' => $about];
        }
        return $owned;
    }

    /**
     * @phpstan-param AccountRow $row
     */
    public static function ownerOf(array $row): string
    {
        return 'sip:' . $row['number'];
    }

    /**
     * As it is in force; a hash where that is what decides.
     *
     * @phpstan-param AccountRow $row
     */
    public static function secretOf(array $row): string
    {
        return $row['attributes'] === ''
            ? $row['secret']
            : self::overrideIn(ManualAttributes::of($row['attributes']), 'auth') ?? $row['secret'];
    }

    private static function overrideIn(ManualAttributes $attributes, string $section): ?string
    {
        return $attributes->hash($section) ?? $attributes->override($section, 'password');
    }

    /**
     * @return list<Owned>
     */
    private function ofAmiUsers(string $company): array
    {
        $owned = [];
        $sql = 'SELECT username, secret, description FROM m_AsteriskManagerUsers ORDER BY id';
        foreach ($this->rows->rows($sql) as $row) {
            $login = Column::text($row['username']);
            $owned[] = [
                'owner' => 'ami:' . $login,
                'secret' => Column::text($row['secret']),
                'about' => new About(Column::text($row['description']), '', '', $login, '', $company),
            ];
        }
        return $owned;
    }

    /**
     * @return list<Owned>
     */
    private function ofAriUsers(string $company): array
    {
        if (!$this->schema->hasTable('m_AsteriskRestUsers')) {
            return [];
        }
        $owned = [];
        foreach ($this->rows->rows('SELECT username, password FROM m_AsteriskRestUsers ORDER BY id') as $row) {
            $login = Column::text($row['username']);
            $owned[] = [
                'owner' => 'ari:' . $login,
                'secret' => Column::text($row['password']),
                'about' => new About('', '', '', $login, '', $company),
            ];
        }
        return $owned;
    }

    /**
     * Where this PBX registers elsewhere, the secret is the provider's.
     *
     * @return list<Owned>
     */
    private function ofProviders(string $company): array
    {
        $owned = [];
        foreach ($this->providers->all() as $row) {
            if (ProviderRows::registration($row) !== ProviderRows::INBOUND) {
                continue;
            }
            $attributes = ManualAttributes::of($row['attributes']);
            $override = $row['kind'] === 'sip' ? self::overrideIn($attributes, 'endpoint-auth') : null;
            $about = new About(Column::text($row['name']), '', '', Column::text($row['login']), '', $company);
            $owned[] = [
                'owner' => 'provider:' . $row['id'],
                'secret' => $override ?? Column::text($row['secret']),
                'about' => $about,
            ];
        }
        return $owned;
    }
}
