<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Facts;

use Modules\ModuleSecurityChecklist\Lib\Facts\Database\AccountGroups;
use Modules\ModuleSecurityChecklist\Lib\Facts\Database\AccountRows;
use Modules\ModuleSecurityChecklist\Lib\Facts\Database\ProviderRows;
use Modules\ModuleSecurityChecklist\Lib\Facts\Database\Schema;
use Modules\ModuleSecurityChecklist\Lib\Facts\Database\SecretRows;
use Modules\ModuleSecurityChecklist\Lib\Facts\Database\Settings;
use Modules\ModuleSecurityChecklist\Lib\Facts\Database\StoredLogins;
use Modules\ModuleSecurityChecklist\Lib\Facts\Database\StoredPasswords;
use Modules\ModuleSecurityChecklist\Lib\Facts\Names\KeptNames;
use Modules\ModuleSecurityChecklist\Lib\Facts\Patch\Markers;
use Modules\ModuleSecurityChecklist\Lib\Rotation\Hole;
use Modules\ModuleSecurityChecklist\Lib\Rotation\KeptRotation;
use Modules\ModuleSecurityChecklist\Lib\Rotation\SecretPrints;
use Modules\ModuleSecurityChecklist\Lib\Store\Kept;

/**
 * Puts a reader together. Its parts share what they read, so each reading takes a new one.
 */
final class PartList
{
    public static function reader(Sources $from): FactsReader
    {
        $settings = new Settings($from->rows, $from->core);
        $signature = new DatabaseSignature($from->bytes, $from->databasePath);
        $parts = self::all($from, $settings, $signature);
        return new FactsReader($parts, $settings, $from->clock, $from->cache, $signature, $from->build);
    }

    /**
     * @return list<Part> in the order of the contract (PART_SCHEMAS)
     */
    private static function all(Sources $from, Settings $settings, DatabaseSignature $signature): array
    {
        $rows = $from->rows;
        $schema = new Schema($rows);
        $providers = new ProviderRows($rows, $schema);
        $groups = new AccountGroups(new AccountRows($rows), $from->fingerprints, $from->groups, $from->build);
        $secrets = new SecretRows($rows, $schema, $settings, $providers);
        $stored = new StoredLogins($settings, new StoredPasswords($rows, $from->core));
        $logins = new Logins($stored, $from->features, $from->logins);
        $markers = new Markers($from->files);
        $rotation = new KeptRotation(
            new SecretPrints($groups, $secrets, $stored, $from->fingerprints),
            new Hole($markers),
            $settings,
            $from->storage,
            $from->clock,
            $signature,
            $from->build
        );
        $routes = new Routes($rows, $schema, $from->files);
        $tunnels = new Tunnels($from->files);
        $container = new Container($from->files, $from->interfaces, $from->root);
        return [
            new Parts\SystemPart($settings, $from->clock, $from->files, $container, new Bouncer($rows, $schema, $from->bouncers)),
            new Parts\UpdatesPart($from->updates),
            new Parts\PatchPart($markers, $from->clock, $from->patches),
            new Parts\PortsPart($settings, $from->core),
            new Parts\FirewallPart($rows, $schema, $settings),
            new Parts\RunningRulesPart($from->root),
            new Parts\ExtraRulesPart($rows, $from->files, $from->modules),
            new Parts\Fail2banPart($rows, $settings, $from->root),
            new Parts\NetworkPart(
                $rows,
                $from->interfaces,
                $routes,
                new Gateways($from->files),
                $tunnels
            ),
            new Parts\ProvidersPart($providers),
            new Parts\OutboundRoutesPart($rows),
            new Parts\AccountsPart($groups, $schema),
            new Parts\SipPart($settings),
            new Parts\SecretsPart($groups, $secrets, $from->features),
            new Parts\WebLoginPart($logins),
            new Parts\SshPart($settings, $logins),
            new Parts\AmiPart($rows, $settings),
            new Parts\AriPart($rows, $settings),
            new Parts\ApiKeysPart($rows, $schema, $settings),
            new Parts\ModulesPart($rows, $from->modules),
            new Parts\DevicesPart($from->root),
            new Parts\SignInsPart($from->users, $settings),
            new Parts\ConnectionsPart($from->peers),
            new Parts\ProviderHostsPart(new KeptNames(new Kept($from->storage))),
            new Parts\VpnPart($from->interfaces, $tunnels, $routes, $from->users),
            new Parts\RotationPart($rotation),
            new Parts\AttestationsPart($from->confirmations),
            new Parts\WaiversPart($from->confirmations),
        ];
    }
}
